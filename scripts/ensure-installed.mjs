// Installs the dependencies when they are missing or not those of package-lock.json.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, runNpm } from './project.mjs';

const LOCK = join(root, 'package-lock.json');
const STAMP = join(root, 'node_modules', '.microfactory-installed');
/** What npm itself notes after an installation. */
const INSTALLED = join(root, 'node_modules', '.package-lock.json');

async function textOf(path) {
  return readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}

/** True when npm noted every package of the lock file in the same version; those for other platforms may be missing. */
function agrees(lock, installed) {
  if (installed === undefined) return false;
  const present = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = present[path];
    return found === undefined ? wanted.optional === true : found.version === wanted.version;
  });
}

/** Runs `npm ci` unless what is installed is what package-lock.json says; ends the process when that fails. */
export async function ensureInstalled() {
  const lock = await readFile(LOCK, 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  if ((await textOf(STAMP)) === hash) return;
  if (!agrees(lock, await textOf(INSTALLED))) {
    console.log('== install');
    const code = await runNpm(['ci', '--no-audit', '--no-fund']);
    if (code !== 0) {
      console.error('Installing the dependencies failed; npm says above why (is there a network?).');
      process.exit(code);
    }
  }
  await writeFile(STAMP, hash);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureInstalled();
}
