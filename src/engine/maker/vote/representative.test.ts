import { expect, it } from 'vitest';
import type { SampleRecord } from '../sample/sample-record.ts';
import { representative } from './representative.ts';

const sample = (index: number, facts: Partial<SampleRecord>): SampleRecord =>
  ({ race: 'answer', outcome: 'valid', key: 'k', index, size: 2, ...facts }) as SampleRecord;
const chosen = (...facts: readonly Partial<SampleRecord>[]) =>
  representative(
    facts.map((each, index) => sample(index, each)),
    'k',
  )?.index;

it('the smallest change stands for its class', () => {
  expect(chosen({ size: 3 }, { size: 2, newNames: 4 }, { size: 3 })).toBe(1);
});

it('of two as small, the one that brings in fewer names', () => {
  expect(chosen({ newNames: 2 }, { newNames: 1 }, {})).toBe(2);
});

it('of two alike, the earliest; never one that does not count or is of another class', () => {
  expect(chosen({ outcome: 'flagged' }, { key: 'other' }, {}, {})).toBe(2);
  expect(chosen({ outcome: 'flagged' })).toBeUndefined();
});
