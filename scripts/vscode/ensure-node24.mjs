// VS Code's server runs on Node 24; this machine may have another one.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runNpm } from '../project.mjs';
import { installOnce } from './install-once.mjs';

const VERSION = '24.21.0';
const PLATFORM = process.platform === 'win32' ? 'win' : process.platform;
const PACKAGE = `node-${PLATFORM}-${process.arch}`;

async function install(folder) {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await runNpm([...args, `${PACKAGE}@${VERSION}`], { cwd: folder });
  if (code !== 0)
    throw new Error(`Node 24 (npm's package ${PACKAGE}) could not be installed: npm says above why.`);
}

/** Returns where a Node 24 is: its program, the folder to put into PATH, and its package (which holds `include/`). */
export async function ensureNode24() {
  const folder = await installOnce({ name: `node-${VERSION}`, title: `Node ${VERSION}`, install });
  const home = join(folder, 'node_modules', PACKAGE);
  const bin = join(home, 'bin');
  const program = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(program)) throw new Error(`npm's package ${PACKAGE} has no ${program}.`);
  return { program, bin, home };
}
