// Every dependency has a line in docs/dependencies.md, and none but the known ones has an install script.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../project.mjs';

/** They work without it: their program for the platform is an optional package of its own. */
const INSTALL_SCRIPT_NOT_NEEDED = new Set([
  'node_modules/esbuild',
  'node_modules/fsevents',
  'node_modules/@vscode/vsce-sign',
]);

const read = (name) => readFile(join(root, name), 'utf8');
const manifest = JSON.parse(await read('package.json'));
const lock = JSON.parse(await read('package-lock.json'));
const documented = await read('docs/dependencies.md');

const undocumented = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  .filter((name) => !documented.includes(`| \`${name}\` |`))
  .map((name) => `${name} has no line of reason in docs/dependencies.md.`);
const withScripts = Object.entries(lock.packages)
  .filter(([path, entry]) => entry.hasInstallScript === true && !INSTALL_SCRIPT_NOT_NEEDED.has(path))
  .map(([path]) => `${path} has an install script: it would not run (.npmrc), so find another package.`);

const problems = [...undocumented, ...withScripts];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
