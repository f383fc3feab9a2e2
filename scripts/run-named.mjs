// Finds the program that `npm run proof -- <name>` or `npm run bench -- <name>` means, and runs it.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './project.mjs';
import { runTypeScript } from './run-typescript.mjs';

const FOLDER = join(root, 'test', 'bench');

/** Returns the folders of test/bench that have such a program. */
export async function namesWith(file) {
  const entries = await readdir(FOLDER).catch(() => []);
  return entries.filter((name) => existsSync(join(FOLDER, name, file))).sort();
}

/**
 * Runs `test/bench/<name>/<file>` with the arguments; sets the exit code (2 when there is no such program).
 * `others` are names that the command knows besides.
 */
export async function runNamed({
  command,
  file,
  name = process.argv[2],
  args = process.argv.slice(3),
  others = [],
}) {
  const names = await namesWith(file);
  if (name !== undefined && names.includes(name)) {
    process.exitCode = await runTypeScript(join(FOLDER, name, file), args);
    return;
  }
  const known = [...others, ...names].join(', ') || 'none yet';
  const what = name === undefined ? 'Say which' : `There is no "${name}"`;
  console.error(`${what}: npm run ${command} -- <name>, of test/bench/<name>/${file}; known: ${known}.`);
  process.exitCode = 2;
}
