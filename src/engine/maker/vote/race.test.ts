import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../ports/random.ts';
import { expectedVotes, stepRight } from '../maths/ahead-by-k.ts';
import { runRace, wasteFreeBatch, type RaceRule } from './race.ts';

const rule: RaceRule = { rule: 'ahead-by-k', k: 3, maxVotes: 10, dissentSensitive: false };

describe('race', () => {
  it.each([
    ['AAA', 'A', 3, 0],
    ['AABAA', 'A', 3, 1],
    ['ABABAAA', 'A', 3, 2],
    ['BAAAA', 'A', 3, 1],
    ['AA', undefined, 2, 0],
    ['ABABABAB', undefined, 0, 4],
    ['ABCABCABC', undefined, 0, 6],
    ['', undefined, 0, 0],
  ])('%s gives winner %s with margin %i and dissent %i', (votes, winner, margin, dissent) => {
    const standing = runRace(votes, rule);
    expect([standing.winner, standing.margin, standing.dissent]).toEqual([winner, margin, dissent]);
  });

  it('is never decided by having k votes alone', () => {
    expect(runRace('AABBA', rule).winner).toBeUndefined();
    expect(runRace('ABABA', { ...rule, maxVotes: 5 }).winner).toBeUndefined();
  });

  it('counts no vote after the decision', () => {
    expect(runRace('AAABBBBBB', rule)).toMatchObject({ winner: 'A', votes: 3 });
  });

  it('counts no vote past its cap', () => {
    expect(runRace('ABABABABABAAA', rule)).toMatchObject({ winner: undefined, votes: 10 });
  });

  it('asks for exactly the votes the leader lacks', () => {
    expect(wasteFreeBatch(runRace('', rule), rule)).toBe(3);
    expect(wasteFreeBatch(runRace('AA', rule), rule)).toBe(1);
    expect(wasteFreeBatch(runRace('AAB', rule), rule)).toBe(2);
    expect(wasteFreeBatch(runRace('ABABABABA', rule), rule)).toBe(1);
    expect(wasteFreeBatch(runRace('AAA', rule), rule)).toBe(0);
  });

  it('asks for a longer lead once there is dissent, when sensitive to it, and never for less than k', () => {
    const sensitive = { ...rule, dissentSensitive: true };
    expect(runRace('AAA', sensitive).winner).toBe('A');
    expect(runRace('BAAAA', sensitive).winner).toBeUndefined();
    expect(runRace('BAAAAA', sensitive).winner).toBe('A');
  });

  it.each([0.6, 0.8, 0.9])('agrees with the formulas at p = %f', (p) => {
    const trials = 20_000;
    const random = seededRandom('race', String(p));
    let right = 0;
    let votes = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const standing = runRace(
        endless(() => (random.next() < p ? 'right' : 'wrong')),
        { ...rule, maxVotes: 1e6 },
      );
      votes += standing.votes;
      if (standing.winner === 'right') right += 1;
    }
    const expected = stepRight(p, 3);
    const deviation = Math.sqrt((expected * (1 - expected)) / trials);
    expect(Math.abs(right / trials - expected)).toBeLessThan(4 * deviation);
    expect(Math.abs(votes / trials / expectedVotes(p, 3) - 1)).toBeLessThan(0.03);
  });
});

function* endless(draw: () => string): Generator<string> {
  for (;;) yield draw();
}
