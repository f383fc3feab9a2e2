import { expect, test } from 'vitest';
import { KeptTexts } from './kept-texts.ts';

test('what was not used for longest is forgotten first', () => {
  const kept = new KeptTexts(30);
  kept.set('a', 'x'.repeat(9));
  kept.set('b', 'x'.repeat(9));
  kept.set('c', 'x'.repeat(9));
  kept.set('d', 'x'.repeat(9));
  expect(['a', 'b', 'c', 'd'].map((key) => kept.get(key) !== undefined)).toEqual([false, true, true, true]);
});

test('a text that was just asked for outlives one that was set later', () => {
  const kept = new KeptTexts(20);
  kept.set('a', 'x'.repeat(9));
  kept.set('b', 'x'.repeat(9));
  kept.get('a');
  kept.set('c', 'x'.repeat(9));
  expect([kept.get('a'), kept.get('b')]).toEqual(['x'.repeat(9), undefined]);
});

test('setting a text again counts it once', () => {
  const kept = new KeptTexts(25);
  for (let time = 0; time < 10; time += 1) kept.set('a', 'x'.repeat(9));
  kept.set('b', 'x'.repeat(9));
  expect(kept.get('a')).toBe('x'.repeat(9));
});

test('a text longer than the limit is kept until the next one comes', () => {
  const kept = new KeptTexts(5);
  kept.set('a', 'x'.repeat(100));
  expect(kept.get('a')).toBeDefined();
  kept.set('b', 'y');
  expect(kept.get('a')).toBeUndefined();
});
