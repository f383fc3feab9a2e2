import { expect, it } from 'vitest';
import type { SampleRecord } from '../sample/sample-record.ts';
import { asCounted, keysCountedAs, mergedClassesOf, recount } from './merged-classes.ts';

const sample = (key: string, outcome = 'valid') =>
  ({ key, outcome, tiers: { syntax: key } }) as unknown as SampleRecord;
const merged = (...classes: string[][]) =>
  mergedClassesOf({ type: 'classes-merged', on: 's', inputs: 9, classes });
const keysOf = (samples: readonly SampleRecord[]) => samples.map(({ key }) => key);

it('classes of one group count as the first of it, and keep the key that they had', () => {
  const samples = ['a', 'b', 'c'].map((key) => sample(key));
  recount(samples, merged(['a', 'b']));
  expect(keysOf(samples)).toEqual(['a', 'a', 'c']);
  expect(samples[1]).toMatchObject({ ownKey: 'b', tiers: { syntax: 'b', behaviour: 'a' } });
  expect(samples[2]).toEqual(sample('c'));
});

it('what is said last counts: groups grow, change and part again without a trace', () => {
  const samples = ['a', 'b', 'c'].map((key) => sample(key));
  recount(samples, merged(['a', 'b']));
  recount(samples, merged(['b', 'c']));
  expect(keysOf(samples)).toEqual(['a', 'b', 'b']);
  recount(samples, merged());
  expect(samples).toEqual(['a', 'b', 'c'].map((key) => sample(key)));
});

it('an answer that is no vote is left alone', () => {
  expect(asCounted(sample('b', 'flagged'), merged(['a', 'b']))).toEqual(sample('b', 'flagged'));
});

it('names all keys of a class, its own where nothing was merged', () => {
  expect(keysCountedAs(merged(['a', 'b'], ['c', 'd']), 'a')).toEqual(['a', 'b']);
  expect(keysCountedAs(undefined, 'x')).toEqual(['x']);
});
