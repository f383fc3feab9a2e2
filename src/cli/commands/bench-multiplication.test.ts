import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, WorkedProduct } from '../../bench/multiplication/index.ts';
import { scriptedTerminal } from '../testing/scripted-terminal.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'bench-products-'))));
afterAll(() => rm(folder, { recursive: true }));

describe('microfactory bench multiplication', () => {
  it('succeeds where every product was right, a line for each k beside its prediction, and leaves nothing behind', async () => {
    const terminal = scriptedTerminal({});
    const options = ['--digits', '3', '--k', '1,2', '--noise', 'p=1', '--seeds', '2', '--folder', folder];
    expect(await terminal.run('bench', 'multiplication', ...options), terminal.stderr()).toBe(0);
    const text = terminal.stdout();
    expect(text).toContain('3 × 3 digits, noise p=1, split, legality off; 2 products for each k');
    expect(text).toMatch(/\n1 +100\.0 % +100\.0 % +7\.1 % – 100\.0 % +7\.00 +7\.00 +as predicted\n/);
    expect(text).toMatch(/\n2 +100\.0 % +100\.0 % +7\.1 % – 100\.0 % +16\.00 +16\.00 +as predicted\n/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails where a product was wrong, with all results as JSON', async () => {
    const terminal = scriptedTerminal({});
    const options = ['--digits', '4', '--k', '1', '--noise', 'p=0.5,rivals=1', '--seeds', '3', '--seed', '7'];
    expect(await terminal.run('bench', 'multiplication', ...options, '--folder', folder, '--json')).toBe(1);
    const { results } = JSON.parse(terminal.stdout()) as {
      results: (Comparison & { worked: WorkedProduct[] })[];
    };
    const [result] = results;
    expect(result?.task).toEqual({
      ...{ digits: 4, k: 1, noise: 'p=0.5,rivals=1', split: true, legality: false },
    });
    expect(result?.right.predicted).toBeCloseTo(0.5 ** 10);
    expect(result?.worked.map(({ seed }) => seed)).toEqual(['7', '8', '9']);
    expect(result?.worked.every(({ product }) => /^\d{4} × \d{4}$/.test(product))).toBe(true);
  });

  it.each([
    [['--k', '1,x'], 'Write a whole number of at least 1.'],
    [['--digits', '41'], 'Numbers of 41 digits are too long: say at most --digits 40.'],
    [['--noise', 'paper'], 'The noise paper was fitted to the towers'],
    [['--noise', 'often'], 'The provider simulated has no model often'],
  ])('says what is wrong with %j', async (options, sentence) => {
    const terminal = scriptedTerminal({});
    expect(await terminal.run('bench', 'multiplication', '--folder', folder, ...options)).toBe(2);
    expect(terminal.stderr()).toContain(sentence);
    expect(await readdir(folder)).toEqual([]);
  });
});
