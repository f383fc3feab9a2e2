import { expect, it } from 'vitest';
import { classified } from '../../engine/error.ts';
import { drawnView } from '../view/testing/view-of.ts';
import { gateDecision, type GivenDecision } from './gate-decision.ts';

const VIEW = drawnView('a working\n  a1 waiting\nb planned\n');
VIEW.totals.steps = 900;

function refusal(given: Partial<GivenDecision>): string {
  try {
    gateDecision(VIEW, { stepId: 'a1', decision: { kind: 'skip' }, ...given });
    return 'taken';
  } catch (error) {
    const { code, message } = classified(error);
    return `${code}: ${message}`;
  }
}

it.each<[string, Partial<GivenDecision>, string]>([
  ['that answers what is asked is taken', { openedSeq: 7 }, 'taken'],
  [
    'that answers an older question is stale',
    { openedSeq: 6 },
    'conflict: This question was answered already (step a1 asks something else now).',
  ],
  [
    'on a step that asks nothing is refused',
    { stepId: 'b' },
    'usage: Step b waits for no decision: it is planned.',
  ],
  [
    'that answers a question of a step that has ended is stale',
    { stepId: 'a0', openedSeq: 6 },
    'conflict: This question was answered already (step a0 goes on no more).',
  ],
  [
    'on a step that has ended, or that never was, is refused',
    { stepId: 'a0' },
    'not-found: Step a0 does not go on: it has ended, or there is none; those that go on are task, a, a1, b.',
  ],
])('a decision %s', (_what, given, expected) => {
  expect(refusal(given)).toBe(expected);
});
