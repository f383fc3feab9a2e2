import { describe, expect, it } from 'vitest';
import { suspicionOf } from './suspicion.ts';

const run = (test: string, passed: boolean, lines: number[]) => ({
  tests: [test],
  passed,
  lines: { 'a.js': lines },
});
const failure = { test: 'bad', file: 't.js', message: '', frames: [] };

describe('suspicionOf', () => {
  it('accuses what failing tests ran and passing tests did not', () => {
    const lines = suspicionOf({
      targets: ['bad'],
      coverage: [run('bad', false, [1, 2, 3]), run('good', true, [1, 2]), run('fine', true, [1])],
      failures: [failure],
    }).get('a.js');
    expect([1, 2, 3].map((line) => lines?.get(line)?.toFixed(3))).toEqual(['0.577', '0.707', '1.000']);
  });
  it('does not accuse what only passing tests ran', () => {
    const lines = suspicionOf({
      targets: ['bad'],
      coverage: [run('bad', false, [1]), run('good', true, [9])],
      failures: [],
    }).get('a.js');
    expect(lines?.has(9)).toBe(false);
  });
  it('raises what all failing tests ran', () => {
    const coverage = [run('bad', false, [1, 2]), run('worse', false, [2])];
    const lines = suspicionOf({ targets: ['bad'], coverage, failures: [] }).get('a.js');
    expect(lines?.get(2)).toBeGreaterThan(lines?.get(1) ?? 9);
  });
  it('raises the innermost frame most', () => {
    const frames = [
      { path: 'a.js', line: 2 },
      { path: 'a.js', line: 1 },
    ];
    const lines = suspicionOf({
      targets: ['bad'],
      coverage: [run('bad', false, [1, 2, 3])],
      failures: [{ ...failure, frames }],
    }).get('a.js');
    const [first, second, third] = [1, 2, 3].map((line) => lines?.get(line) ?? 0) as [number, number, number];
    expect(second > first && first > third).toBe(true);
  });
  it('goes by frames and their surroundings when there is no coverage', () => {
    const lines = suspicionOf({
      targets: ['bad'],
      coverage: [],
      failures: [{ ...failure, frames: [{ path: 'a.js', line: 10 }] }],
    }).get('a.js');
    expect(lines?.get(10)).toBeGreaterThan(lines?.get(11) ?? 9);
    expect(lines?.has(30)).toBe(false);
  });
});
