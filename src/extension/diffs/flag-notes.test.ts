import { expect, test } from 'vitest';
import { firstChangedLine } from './first-changed-line.ts';
import { flagThreads } from './flag-notes.ts';

function flag(
  sample: number,
  rule = 'too-long',
  evidence: string | null = null,
): Parameters<typeof flagThreads>[0][number] {
  return { rule, reason: 'The answer has 912 tokens.', evidence, sample };
}

test('each rule has a thread, and each sample a sentence in it', () => {
  expect(flagThreads([flag(3), flag(5, 'elided', '// rest unchanged'), flag(6)])).toEqual([
    {
      rule: 'too-long',
      title: 'Red flag “too-long”: 2 samples were discarded',
      notes: [
        { sentence: 'Sample 3 was discarded: The answer has 912 tokens.', evidence: null },
        { sentence: 'Sample 6 was discarded: The answer has 912 tokens.', evidence: null },
      ],
    },
    {
      rule: 'elided',
      title: 'Red flag “elided”: one sample was discarded',
      notes: [
        {
          sentence: 'Sample 5 was discarded: The answer has 912 tokens.',
          evidence: '// rest unchanged',
        },
      ],
    },
  ]);
});

test('a rule that flagged hundreds says how many it leaves out', () => {
  const [thread] = flagThreads(Array.from({ length: 300 }, (_, index) => flag(index)));
  expect(thread?.notes).toHaveLength(11);
  expect(thread?.notes.at(-1)?.sentence).toBe('And 290 more.');
});

test('what hides or turns the writing is shown as its code point', () => {
  const [thread] = flagThreads([flag(1, 'a\u202eb', 'x\0y\u200bz\ud800')]);
  expect(thread?.title).toContain('a‹U+202E›b');
  expect(thread?.notes[0]?.evidence).toBe('x‹U+0000›y‹U+200B›z‹U+D800›');
});

test('evidence of a megabyte is cut', () => {
  const [thread] = flagThreads([flag(1, 'r', 'x'.repeat(1_000_000))]);
  expect(thread?.notes[0]?.evidence?.length).toBeLessThan(700);
});

test.each([
  ['a\nb\nc', 'a\nB\nc', 1],
  ['a\r\nb', 'a\nb!', 1],
  ['', 'new', 0],
  ['a\nb\nc', 'a', 0],
  ['a\nb\n', 'a\nb\nc\n', 2],
])('from %j to %j the first changed line is %j', (before, after, line) => {
  expect(firstChangedLine(before, after)).toBe(line);
});
