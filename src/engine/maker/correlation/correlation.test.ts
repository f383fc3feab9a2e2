import { describe, expect, it } from 'vitest';
import { agentAtOnce, answerOf, toyStep } from '../../../../test/support/toy-domain.ts';
import { SETTINGS, toySession } from '../../../../test/support/toy-session.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';
import { quickRandom, type Random } from '../../ports/random.ts';
import { raceFactsOf } from '../sample/race-facts.ts';
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

  it('is not raised by shares that the bounds do not bear out, and is by the same shares of many more votes', () => {
    const few = { ...noRepeats(), votes: 400, wrong: 8, chances: 24, repeats: 4 };
    expect(few.repeats / few.chances).toBeGreaterThan(5 * (few.wrong / few.votes));
    expect(correlationOf(few, 5)).toBeUndefined();
    const many = { ...few, votes: 40_000, wrong: 800, chances: 2400, repeats: 400 };
    expect(correlationOf(many, 5)?.ratio).toBeCloseTo(400 / 2400 / 0.02);
    // Either bound alone would do: so few wrong votes say little of how rare they are, so few repeats how often they are.
    expect(correlationOf({ ...few, votes: 40_000, wrong: 800 }, 5)).toBeUndefined();
    expect(correlationOf({ ...few, chances: 2400, repeats: 400, wrong: 4, votes: 200 }, 5)).toBeUndefined();
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

  it('knows whether the last race could repeat anything', () => {
    const counts = noRepeats();
    countRepeats(counts, { votes: ['a', 'b', 'a', 'a', 'a'], leader: 'a' });
    expect(counts.isNew).toBe(true);
    countRepeats(counts, { votes: ['a', 'a', 'a'], leader: 'a' });
    expect(counts.isNew).toBe(false);
  });
});

describe('a session whose errors are correlated', () => {
  /** Few steps get the same wrong answer again and again. */
  const HARD = new Set(['200', '201']);
  const COUNT = 210;
  const isWrong = (stepId: string, index: number): boolean =>
    HARD.has(stepId) && index % 2 === 1 && index < 22;
  const settings = {
    roles: { ...SETTINGS.roles, solver: { samples: 30, k: 3, maxTokens: 100 } },
    humanLowMarginThreshold: 0,
    ask: 'never',
  } as const;
  const worded = (calls: readonly ProposeRequest[]): number[] =>
    [
      ...new Set(calls.filter(({ wording }) => wording !== undefined).map(({ stepId }) => Number(stepId))),
    ].sort((a, b) => a - b);
  const from = (step: number): number[] => Array.from({ length: COUNT - step + 1 }, (_, at) => step + at);

  it('says so once with its numbers, asks later races in other words from their start, and knows it after a kill', async () => {
    const calls: ProposeRequest[] = [];
    const solver: Microagent = {
      name: 'stubborn',
      paraphrases: true,
      propose(request) {
        calls.push(request);
        return Promise.resolve(answerOf(isWrong(request.stepId, request.sampleIndex) ? 'b' : 'a', request));
      },
    };
    const steps = Array.from({ length: COUNT }, (_, at) => toyStep(`step ${at + 1}`));
    const s = toySession({ plan: { steps }, agents: { solver }, settings });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    const noticed = s.entries.filter(({ event }) => event.type === 'correlation-noticed');
    expect(noticed).toHaveLength(1);
    expect(noticed[0]?.event).toMatchObject({ kind: 'edit', limit: 5 });
    expect(Number(noticed[0]?.event['ratio'])).toBeGreaterThan(5);
    expect(worded(calls)).toEqual(from(Number(noticed[0]?.event['step'])));
    const at = s.entries.findIndex(({ event }) => event.type === 'correlation-noticed');
    s.entries.length = at + 1;
    expect((await s.reopen()).state.session.correlation.get('edit')?.noticed).toBe(true);
    s.entries.length = at;
    expect((await s.reopen()).state.session.correlation.get('edit')?.noticed).toBe(false);
  });

  /** The same with an agent that answers at once, each step a letter of a word. */
  async function atOnce(more: Partial<Microagent>) {
    const calls: ProposeRequest[] = [];
    const agent = agentAtOnce((step, index) => (isWrong(step, index) ? 'b' : 'a'), calls);
    const s = toySession({ word: 'a'.repeat(COUNT), agents: { solver: { ...agent, ...more } }, settings });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    const noticed = s.entries.map(({ event }) => event).filter(({ type }) => type === 'correlation-noticed');
    const raced = s.entries.filter(({ event }) => raceFactsOf(event) !== undefined).length;
    return { calls, noticed, raced, kinds: [...s.runner.state.session.correlation.keys()] };
  }

  it('says so where races are decided at once, before the race after the one that showed it', async () => {
    const { noticed, raced, kinds } = await atOnce({});
    expect(noticed).toHaveLength(1);
    expect(noticed[0]).toMatchObject({ kind: kinds[0], limit: 5 });
    expect([...HARD].map((step) => Number(step) + 1)).toContain(Number(noticed[0]?.['step']));
    // Who knows neither other words nor other models goes on at once.
    expect(raced).toBe(COUNT);
  });

  it('asks the races that follow in other words where the agent knows some, on the ordinary way', async () => {
    const { calls, noticed, raced } = await atOnce({ paraphrases: true });
    const step = Number(noticed[0]?.['step']);
    expect(worded(calls)).toEqual(from(step));
    expect(raced).toBe(step - 1);
  });
});
