import { expect, it } from 'vitest';
import { concluded } from './conclude.ts';
import type { Pair, SubjectPairs } from './pairs.ts';

const REST = { notRun: [], speeds: {}, votes: { trials: 1, unmerged: [], byTier: [] } };

function pair(equal: boolean, syntax: boolean): Pair {
  const merged = { tree: false, text: false, format: false, syntax };
  return { language: 'Python', subject: 'one', how: 'so', equal, merged, texts: ['a', 'b'] };
}

function found(pairs: readonly Pair[], mistaken: readonly string[] = []): SubjectPairs {
  return { pairs, spread: undefined, untold: 0, mistaken };
}

const SOUND: readonly Pair[] = [
  ...Array.from({ length: 150 }, () => pair(true, true)),
  ...Array.from({ length: 149 }, () => pair(false, false)),
];

it('is met by 300 pairs of which none is merged wrongly, merged or not', () => {
  const { met, pairs, byLanguage } = concluded([found([...SOUND, pair(true, false)])], REST);
  expect({ met, pairs }).toEqual({ met: true, pairs: 300 });
  expect(byLanguage).toMatchObject([
    { name: 'Python', equal: 151, unequal: 149, merged: { syntax: 150 }, wronglyMerged: { syntax: 0 } },
  ]);
});

it('is not met where one pair is merged that does not do the same', () => {
  const { met, wronglyMerged } = concluded([found([...SOUND, pair(false, true)])], REST);
  expect(met).toBe(false);
  expect(wronglyMerged).toHaveLength(1);
});

it('is not met by fewer pairs, nor by a corpus with a mistake in it', () => {
  expect(concluded([found(SOUND)], REST).met).toBe(false);
  expect(concluded([found([...SOUND, pair(true, true)], ['Python, one: so'])], REST).met).toBe(false);
});
