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
    'Where they differ',
    '  add(1, 2) of src/totals.js',
    '    A gives -1',
    '    B gives 3',
    '',
    'Checked before the count',
    '  A  ✓ 1 promised pass, 31 kept',
    '  B  ✗ breaks s2 › works',
    '    breaks s2 › works',
    '',
    'Formatted before the comparison',
    '  A  src/totals.js is compared without Prettier: a second run changes what the first one wrote.',
    '  B  src/totals.js is compared as Prettier writes it.',
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

it('what is the same for several classes is said once, and also why nothing tells answers apart', () => {
  const canvas = { paint: pc.createColors(false), width: 100 };
  const sentence = 'a.js is compared as Prettier writes it.';
  const note = { path: 'a.js', formatter: 'Prettier', sentence };
  const nothing = 'Nothing tells A and B apart: No reply named a function and what to call it with.';
  const distinctions = [{ one: 'A', other: 'B', input: null, outcomes: null, sentence: nothing }];
  const lines = explanationLines(
    {
      ...sampleExplanation(),
      formatting: [{ labels: ['A', 'B'], ...note }],
      distinctions,
    },
    canvas,
  );
  expect(lines).toContain(`  A, B  ${sentence}`);
  expect(lines).toContain(`  ${nothing}`);
  const narrow = explanationLines({ ...sampleExplanation(), distinctions }, { ...canvas, width: 40 });
  expect(narrow.join(' ').replace(/\s+/g, ' ')).toContain(nothing);
});
