import { describe, expect, it } from 'vitest';
import { executedLines, executedUnits } from './block-counts.ts';
import { originalLines } from './original-lines.ts';

const TEXT = 'function f(x) {\n  if (x) {\n    return 1;\n  }\n  return 2;\n}\nf(1);\n';
const range = (from: string, to: string, count: number) => ({
  startOffset: TEXT.indexOf(from),
  endOffset: TEXT.indexOf(to) + to.length,
  count,
});
const whole = { ranges: [{ startOffset: 0, endOffset: TEXT.length, count: 1 }] };

describe('executedLines', () => {
  it('takes blocks that did not run out of those that did', () => {
    const f = { ranges: [range('function', '2;\n}', 1), range('{\n    return 1', '1;\n  }', 0)] };
    expect(executedLines(TEXT, executedUnits(TEXT.length, [whole, f]))).toEqual([1, 2, 5, 7]);
  });
  it('lets inner ranges overrule outer ones, in whatever order they come', () => {
    const f = { ranges: [range('function', '2;\n}', 0)] };
    expect(executedLines(TEXT, executedUnits(TEXT.length, [f, whole]))).toEqual([7]);
  });
  it('does not count brackets alone', () => {
    expect(executedLines(TEXT, executedUnits(TEXT.length, [whole]))).toEqual([1, 2, 3, 5, 7]);
  });
});

describe('originalLines', () => {
  it('leads back to what was written', () => {
    // Two generated lines that come from lines 3 and 7 of the source.
    const map = JSON.stringify({ version: 3, sources: ['a.ts'], names: [], mappings: 'AAEA;AAIA' });
    const executed = executedUnits(8, [
      {
        ranges: [
          { startOffset: 0, endOffset: 8, count: 1 },
          { startOffset: 4, endOffset: 8, count: 0 },
        ],
      },
    ]);
    expect(originalLines('a();b();'.replace(';b', ';\nb').slice(0, 9), executed, map)).toEqual([3]);
  });
});
