// The table of breakages: every other `.mjs` here has a default export that lists { name, guarantee, file, find, replace, tests, pattern?, build? }.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from '../project.mjs';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const MACHINERY = new Set(['table.mjs', 'copy.mjs']);
const TEXTS = ['name', 'guarantee', 'file', 'find', 'replace'];

/** Returns all mutations, by file name and then as listed. */
export async function loadMutations() {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.mjs') && !MACHINERY.has(name));
  const lists = await Promise.all(
    names.sort().map(async (name) => (await import(pathToFileURL(join(FOLDER, name)).href)).default),
  );
  return lists.flat();
}

const withoutCarriageReturns = (text) => text.replaceAll('\r\n', '\n');

/** Returns what is wrong with the mutation itself, or undefined: it must match its file exactly once and name tests that exist. */
export async function problemOf(mutation) {
  const missing = TEXTS.find((key) => typeof mutation[key] !== 'string');
  if (missing !== undefined) return `Mutation ${mutation.name ?? '?'}: ${missing} is missing.`;
  if (!Array.isArray(mutation.tests) || mutation.tests.length === 0)
    return `Mutation ${mutation.name}: names no tests.`;
  for (const path of [mutation.file, ...mutation.tests]) {
    if (!existsSync(join(root, path))) return `Mutation ${mutation.name}: ${path} does not exist.`;
  }
  const text = withoutCarriageReturns(await readFile(join(root, mutation.file), 'utf8'));
  const count = text.split(mutation.find).length - 1;
  if (count !== 1)
    return `Mutation ${mutation.name}: its text is ${count} times in ${mutation.file}, not once; write it anew.`;
  return undefined;
}

/** Breaks the copy; returns what mends it. */
export async function applyMutation(copy, mutation) {
  const path = join(copy, mutation.file);
  const original = await readFile(path, 'utf8');
  await writeFile(
    path,
    withoutCarriageReturns(original).replace(mutation.find, () => mutation.replace),
  );
  return () => writeFile(path, original);
}
