import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram, type Program } from './find-program.ts';

let root: string;
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'program-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(path: string, text = ''): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
const find = (programs: readonly Program[], folder = '') => findProgram(programs, { root, folder });
const PRETTIER: Program = { package: 'prettier', bin: 'prettier' };
const RUFF: readonly Program[] = [{ environment: 'ruff' }, { words: ['ruff'] }];

describe('a program of an npm package', () => {
  it('is what its package names, run by node, beside starters that only one system can run', async () => {
    await write('node_modules/.bin/prettier.cmd', '@ECHO off');
    await write('node_modules/prettier/package.json', '{"bin": "./bin/prettier.cjs"}');
    expect(await find([PRETTIER])).toEqual(['node', 'node_modules/prettier/bin/prettier.cjs']);
    await write('node_modules/@biomejs/biome/package.json', '{"bin": {"other": "x", "biome": "bin/biome"}}');
    expect(await find([{ package: '@biomejs/biome', bin: 'biome' }])).toEqual([
      'node',
      'node_modules/@biomejs/biome/bin/biome',
    ]);
  });

  it('is found in the folders around, the nearest first, as seen from the folder', async () => {
    await write('node_modules/prettier/package.json', '{"bin": "outer.cjs"}');
    expect(await find([PRETTIER], 'packages/a')).toEqual(['node', '../../node_modules/prettier/outer.cjs']);
    await write('packages/a/node_modules/prettier/package.json', '{"bin": "inner.cjs"}');
    expect(await find([PRETTIER], 'packages/a')).toEqual(['node', 'node_modules/prettier/inner.cjs']);
  });

  it('is not there where nothing is installed, or the package has no such program', async () => {
    expect(await find([PRETTIER])).toBeUndefined();
    await write('node_modules/prettier/package.json', '{"bin": {"other": "x"}}');
    expect(await find([PRETTIER])).toBeUndefined();
    await write('node_modules/prettier/package.json', 'no JSON');
    expect(await find([PRETTIER])).toBeUndefined();
  });
});

describe('a program of Python', () => {
  it('is that of the environment, also where Windows keeps it, else that of the system', async () => {
    expect(await find(RUFF)).toEqual(['ruff']);
    await write('venv/Scripts/ruff.exe');
    expect(await find(RUFF)).toEqual(['venv/Scripts/ruff.exe']);
    await write('.venv/bin/ruff');
    expect(await find(RUFF, 'a')).toEqual(['../.venv/bin/ruff']);
  });
});
