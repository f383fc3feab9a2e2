import { expect, it } from 'vitest';
import type { CandidateMeasurements } from '../../bench/candidates/index.ts';
import { candidateLines } from '../views/candidates-table.ts';
import { paintFor } from '../views/paint.ts';
import { scriptedTerminal } from '../testing/scripted-terminal.ts';

it('merges many answers that do the same and none that does not', async () => {
  const terminal = scriptedTerminal({});
  const code = await terminal.run('bench', 'candidates', '--trials', '32', '--json');
  const measured = JSON.parse(terminal.stdout()) as CandidateMeasurements;
  expect(measured.mistaken).toEqual([]);
  expect(measured.wronglyMerged).toEqual([]);
  expect(measured.pairs).toBeGreaterThanOrEqual(300);
  for (const { name, equal, merged } of measured.byLanguage)
    expect((merged.syntax ?? 0) / equal, name).toBeGreaterThan(0.7);
  expect(measured.votes.byTier.map(({ tier }) => tier)).toContain('syntax');
  expect(code).toBe(0);
  const lines = candidateLines(measured, { paint: paintFor(process.stdout, { NO_COLOR: '1' }), width: 120 });
  const text = lines.join('\n');
  expect(text).toMatch(/\nWRONGLY MERGED: DO NOT DO THE SAME[^\n]*\nJavaScript +\d+ +0 +0 +0 +0/);
  expect(text).not.toContain('Wrongly merged:');
}, 300_000);

it('names what is wrongly merged and what could not be run', () => {
  const tally = { name: 'Python', equal: 1, unequal: 1, merged: { tree: 0 }, wronglyMerged: { tree: 1 } };
  const pair = { language: 'Python', subject: 'one', how: 'so', equal: false } as const;
  const text = candidateLines(
    {
      pairs: 1,
      byLanguage: [tally],
      byRewriting: [tally],
      wronglyMerged: [
        { ...pair, merged: { tree: true, text: true, format: true, syntax: true }, texts: ['a', 'b'] },
      ],
      untold: 1,
      mistaken: [],
      notRun: ['TypeScript was not compared: nothing runs it.'],
      speeds: {},
      votes: { trials: 1, unmerged: [], byTier: [] },
      met: false,
    },
    { paint: paintFor(process.stdout, { NO_COLOR: '1' }), width: 120 },
  ).join('\n');
  expect(text).toContain('Wrongly merged: Python, one, so');
  expect(text).toContain('TypeScript was not compared: nothing runs it.');
});
