import { describe, expect, it } from 'vitest';
import { answerOf, toyStep } from '../../../../test/support/toy-domain.ts';
import { SETTINGS, toySession } from '../../../../test/support/toy-session.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';
import { quickRandom, type Random } from '../../ports/random.ts';
import { runRace } from '../vote/race.ts';
import { correlationOf, countRepeats, noRepeats } from './repeat-counts.ts';

const RULE = { rule: 'ahead-by-k', k: 3, maxVotes: 1000, dissentSensitive: false } as const;

interface Run {
  readonly steps: number;
  /** Chance of a wrong vote of the step. */
  readonly wrong: (random: Random) => number;
}

/** Whether the alarm was raised in a simulated run; all mistakes are the same one, which independence allows. */
function isAlarmed({ steps, wrong }: Run, seed: number): boolean {
  const random = quickRandom('correlation', seed);
  const counts = noRepeats();
  for (let step = 0; step < steps; step += 1) {
    const q = wrong(random);
    const votes: string[] = [];
    let standing = runRace(votes, RULE);
    while (standing.winner === undefined) {
      votes.push(random.next() < q ? 'wrong' : 'right');
      standing = runRace(votes, RULE);
    }
    countRepeats(counts, { votes, leader: standing.winner });
    if (correlationOf(counts, 5) !== undefined) return true;
  }
  return false;
}

const shareOf = (run: Run, seeds: number): number =>
  Array.from({ length: seeds }, (_, seed) => isAlarmed(run, seed)).filter(Boolean).length / seeds;

describe('the monitor of correlated errors', () => {
  it.each([0.01, 0.05, 0.15])(
    'is silent in at least 99 of 100 runs whose errors are independent (%d)',
    (q) => {
      expect(shareOf({ steps: 200, wrong: () => q }, 1000)).toBeLessThanOrEqual(0.01);
    },
  );

  it('is raised where one step in fifty is hard and the others are easy', () => {
    const wrong = (random: Random): number => (random.next() < 0.02 ? 0.45 : 0.002);
    expect(shareOf({ steps: 1000, wrong }, 50)).toBeGreaterThan(0.9);
  });

  it('is not raised by less than three repeats', () => {
    const counts = { ...noRepeats(), votes: 1e6, wrong: 10, chances: 4, repeats: 2 };
    expect(correlationOf(counts, 5)).toBeUndefined();
    expect(correlationOf({ ...counts, repeats: 3 }, 5)?.predicted).toBe(1e-5);
  });

  it('counts a vote that repeats a losing answer, and no vote twice', () => {
    const counts = noRepeats();
    countRepeats(counts, { votes: ['a', 'b', 'a', 'b', 'c'], leader: 'a' });
    expect(counts).toMatchObject({ votes: 5, wrong: 3, chances: 3, repeats: 1 });
    countRepeats(counts, { votes: ['a', 'b', 'a', 'b', 'c', 'c'], leader: 'a', seen: 5 });
    expect(counts).toMatchObject({ votes: 6, wrong: 4, chances: 4, repeats: 2 });
  });
});

describe('a session whose errors are correlated', () => {
  /** Few steps get the same wrong answer again and again. */
  const HARD = new Set(['200', '201']);
  const steps = Array.from({ length: 210 }, (_, at) => toyStep(`step ${at + 1}`));
  const solver = (calls: ProposeRequest[]): Microagent => ({
    name: 'stubborn',
    paraphrases: true,
    propose(request) {
      calls.push(request);
      const isWrong = HARD.has(request.stepId) && request.sampleIndex % 2 === 1 && request.sampleIndex < 22;
      return Promise.resolve(answerOf(isWrong ? 'b' : 'a', request));
    },
  });
  const session = (calls: ProposeRequest[] = []) =>
    toySession({
      plan: { steps },
      agents: { solver: solver(calls) },
      settings: {
        roles: { ...SETTINGS.roles, solver: { samples: 30, k: 3, maxTokens: 100 } },
        humanLowMarginThreshold: 0,
        ask: 'never',
      },
    });

  it('says so once with its numbers, asks later races in other words from their start, and knows it after a kill', async () => {
    const calls: ProposeRequest[] = [];
    const s = session(calls);
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    const noticed = s.entries.filter(({ event }) => event.type === 'correlation-noticed');
    expect(noticed).toHaveLength(1);
    expect(noticed[0]?.event).toMatchObject({ kind: 'edit', limit: 5 });
    expect(Number(noticed[0]?.event['ratio'])).toBeGreaterThan(5);
    const from = Number(noticed[0]?.event['step']);
    const worded = new Set(calls.filter(({ wording }) => wording !== undefined).map(({ stepId }) => stepId));
    expect([...worded].map(Number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: steps.length - from + 1 }, (_, at) => from + at),
    );
    const at = s.entries.findIndex(({ event }) => event.type === 'correlation-noticed');
    s.entries.length = at + 1;
    expect((await s.reopen()).state.session.correlation.get('edit')?.noticed).toBe(true);
    s.entries.length = at;
    expect((await s.reopen()).state.session.correlation.get('edit')?.noticed).toBe(false);
  });
});
