import pc from 'picocolors';
import { expect, it } from 'vitest';
import { sampleExplanation } from '../testing/protocol-samples.ts';
import { explanationLines } from './explanation.ts';

it('a vote is explained as a sentence, a table of tiers, what was thrown away, and a diff', () => {
  const canvas = { paint: pc.createColors(false), width: 100 };
  expect(explanationLines(sampleExplanation(), canvas)).toEqual([
    'Make s1 pass',
    's1 · attempt 1',
    '',
    '3 of 4 agree: same syntax; 1 differs.',
    '',
    'Who agrees',
    '  tree      3 classes  A: 1 2 · A: 4 · B: 3',
    '  syntax    2 classes  A: 1 2 4 · B: 3   ← counted',
    '',
    'Thrown away',
    '    5  ⚑  too-long: The answer has 900 tokens.',
    '',
    'From A to B',
    '--- a/src/totals.js',
    '+++ b/src/totals.js',
    '@@ -1,2 +1,2 @@',
    ' export function add(a, b) {',
    '-  return a - b;',
    '+  return a + b;',
  ]);
});
