import { expect, test } from 'vitest';
import { sampleDetail, waitingFor } from '../testing/session-samples.ts';
import { graveDetail } from './grave-detail.ts';

test('a command is shown whole, and nothing in it hides or turns', () => {
  const command = `npm test ${'x'.repeat(5000)}\u202e #\u200b\u001b[8m; rm`;
  const wait = { ...waitingFor('verifier'), details: command };
  const shown = graveDetail({ wait, detail: sampleDetail({}) });
  expect(shown).toContain('x'.repeat(5000));
  expect(shown).not.toMatch(/[\p{Cf}\u001b]/u);
  expect(shown).toContain('‹U+202E›');
});

test('what is protected is shown with the change that a yes accepts', () => {
  const diffs = [
    { label: 'B', diff: '+b\u202e' },
    { label: 'A', diff: '+a' },
  ];
  const detail = { ...sampleDetail({}), diffs };
  expect(graveDetail({ wait: waitingFor('protected'), detail })).toMatch(/\+b‹U\+202E›$/u);
});
