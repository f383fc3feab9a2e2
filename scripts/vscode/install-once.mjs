// Installs something big into a folder of .vscode-test/, once: whole or not at all, and by one process at a time.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root } from '../project.mjs';

const CACHE = join(root, '.vscode-test');
const STAMP = 'installed-whole';
const RETRY_MS = 500;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Takes the lock file, waiting for the process that has it; the lock of a process that is gone is taken over. */
async function takeLock(path, title) {
  for (let told = false; ; told = true) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (owner > 0 && !isAlive(owner)) await rm(path, { force: true });
    else if (!told) console.log(`Waiting for another process that installs ${title}.`);
    await setTimeout(RETRY_MS);
  }
}

/**
 * Returns the folder `.vscode-test/<name>`, after `install(folder)` has filled it if it was not there. An installation
 * that was cut short leaves nothing that a later one would take for whole.
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.title What is installed, in words.
 * @param {(folder: string) => Promise<void>} options.install
 * @param {string} [options.cache] Another folder than `.vscode-test`.
 */
export async function installOnce({ name, title, install, cache = CACHE }) {
  const folder = join(cache, name);
  const isWhole = () => existsSync(join(folder, STAMP));
  if (isWhole()) return folder;
  await mkdir(cache, { recursive: true });
  const lock = `${folder}.lock`;
  await takeLock(lock, title);
  try {
    if (isWhole()) return folder;
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true, maxRetries: 5 });
    await mkdir(partial);
    console.log(`== install ${title} (once, into ${relative(root, cache)}/)`);
    await install(partial);
    await writeFile(join(partial, STAMP), '');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    await rename(partial, folder);
    return folder;
  } finally {
    await rm(lock, { force: true });
  }
}
