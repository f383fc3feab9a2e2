import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../ports/random.ts';
import { mathsOf, type VotingRule } from '../maths/voting-maths.ts';
import { runRace, wasteFreeBatch, type RaceRule } from './race.ts';

const RULES: readonly VotingRule[] = ['ahead-by-k', 'first-to-k'];

/** Rules and votes of every sort: few and many answers, short and long, with and without a cap in the way. */
function* cases(count: number): Generator<{ rule: RaceRule; votes: string; random: Random }> {
  for (let at = 0; at < count; at += 1) {
    const random = seededRandom('race', at);
    const below = (most: number): number => Math.floor(random.next() * most);
    const answers = 'ABCD'.slice(0, 1 + below(4));
    const votes = Array.from({ length: below(30) }, () => answers.charAt(below(answers.length))).join('');
    const rule = {
      rule: RULES[below(2)] as VotingRule,
      k: 1 + below(5),
      maxVotes: 1 + below(30),
      dissentSensitive: random.next() < 0.5,
    };
    yield { rule, votes, random };
  }
}

/** The rule as it is written down, without any shortcut. */
function wins(answer: string, counted: string, { rule, k, dissentSensitive }: RaceRule): boolean {
  const of = (letter: string): number => [...counted].filter((vote) => vote === letter).length;
  const others = [...'ABCD'].filter((letter) => letter !== answer).map(of);
  const dissent = others.reduce((sum, votes) => sum + votes, 0);
  const demand = dissentSensitive ? k + Math.min(k, dissent) : k;
  return rule === 'first-to-k' ? of(answer) >= demand : of(answer) - Math.max(...others) >= demand;
}

describe('any race', () => {
  it('is decided by the first answer that fulfils the rule, and by none before or after', () => {
    let decided = 0;
    for (const { rule, votes } of cases(4000)) {
      const standing = runRace(votes, rule);
      const lengths = Array.from({ length: Math.min(votes.length, rule.maxVotes) + 1 }, (_none, at) => at);
      const end = lengths.find((at) => [...'ABCD'].some((answer) => wins(answer, votes.slice(0, at), rule)));
      const winner =
        end === undefined ? undefined : [...'ABCD'].find((answer) => wins(answer, votes.slice(0, end), rule));
      expect(standing.winner, `${votes} ${JSON.stringify(rule)}`).toBe(winner);
      expect(standing.votes).toBe(end ?? Math.min(votes.length, rule.maxVotes));
      if (winner !== undefined) decided += 1;
    }
    expect(decided).toBeGreaterThan(1000);
  });

  it('demands no less as it goes on, never less than k and never more than twice k', () => {
    for (const { rule, votes } of cases(1000)) {
      let before = rule.k;
      for (let at = 0; at <= votes.length; at += 1) {
        const { needed } = runRace(votes.slice(0, at), rule);
        expect(needed).toBeGreaterThanOrEqual(before);
        expect(needed).toBeLessThanOrEqual(rule.dissentSensitive ? 2 * rule.k : rule.k);
        before = needed;
      }
    }
  });

  it('asks in batches for what one by one would have asked, and for no vote that cannot count', () => {
    for (const { rule, random } of cases(2000)) {
      const stream = Array.from({ length: 60 }, () => 'ABCD'.charAt(Math.floor(random.next() * 3)));
      const asked: string[] = [];
      for (;;) {
        const standing = runRace(asked, rule);
        const batch = wasteFreeBatch(standing, rule);
        if (batch === 0) break;
        const all = [...asked, ...stream.slice(asked.length, asked.length + batch)];
        // The last vote of the batch is the first that could decide, if all went to the leader.
        const leader = standing.leader ?? 'A';
        const hopeful = (votes: number): string[] => [...asked, ...Array<string>(votes).fill(leader)];
        expect(runRace(hopeful(batch - 1), rule).winner).toBeUndefined();
        if (all.length < rule.maxVotes) expect(runRace(hopeful(batch), rule).winner).toBe(leader);
        asked.splice(0, asked.length, ...all);
      }
      const oneByOne = runRace(stream, rule);
      expect(runRace(asked, rule)).toEqual(oneByOne);
      expect(asked).toHaveLength(oneByOne.votes);
    }
  });
});

const TRIALS = 20_000;

/** Runs many two-way races; returns the share that the right answer won, and the mean number of votes. */
function simulated(rule: RaceRule, p: number): { right: number; votes: number } {
  const random = seededRandom('simulated', rule.rule, rule.k, String(p));
  let right = 0;
  let votes = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const standing = runRace(votesOf(random, p), rule);
    votes += standing.votes;
    if (standing.winner === 'right') right += 1;
  }
  return { right: right / TRIALS, votes: votes / TRIALS };
}

function* votesOf(random: Random, p: number): Generator<string> {
  for (;;) yield random.next() < p ? 'right' : 'wrong';
}

describe('simulated races', () => {
  const settings = RULES.flatMap((rule) =>
    [0.5, 0.6, 0.8, 0.9].flatMap((p) => [1, 2, 3, 5].map((k) => [rule, k, p] as const)),
  );

  // Four standard deviations of the share of right races, and 2 % of the votes: a wrong rule is off by far more.
  it.each(settings)('%s with k = %i at p = %f come to the formulas', (name, k, p) => {
    const maths = mathsOf(name);
    const expected = maths.stepRight(p, k);
    const seen = simulated({ rule: name, k, maxVotes: 1e6, dissentSensitive: false }, p);
    const deviation = Math.sqrt((expected * (1 - expected)) / TRIALS);
    expect(Math.abs(seen.right - expected)).toBeLessThan(4 * deviation);
    expect(Math.abs(seen.votes / maths.expectedVotes(p, k) - 1)).toBeLessThan(0.02);
  });
});
