import { runRace } from '../../engine/maker/vote/race.ts';
import { seededRandom, type Random } from '../../engine/ports/random.ts';

/** What races came to: how many were won by a right answer, and how many votes they took. */
export interface Races {
  readonly right: number;
  /** The mean. */
  readonly votes: number;
}

/** The keys under which answers vote. Right ones share four fifths of the votes evenly, wrong ones have 12 and 8 in a hundred. */
export interface Spread {
  readonly right: readonly string[];
  readonly wrong: readonly [string, string];
}

const SHARE_RIGHT = 0.8;
const SHARE_OF_FIRST_WRONG = 0.12;
const K = 3;
/** A race still open then is not won. */
const MOST_VOTES = 1000;

/** Returns what so many races come to that are decided by a lead of three; the same for the same words. */
export function races(spread: Spread, trials: number, ...words: readonly (string | number)[]): Races {
  let right = 0;
  let votes = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const rule = { rule: 'ahead-by-k', k: K, maxVotes: MOST_VOTES, dissentSensitive: false } as const;
    const standing = runRace(answers(spread, seededRandom(trial, ...words)), rule);
    votes += standing.votes;
    if (standing.winner !== undefined && spread.right.includes(standing.winner)) right += 1;
  }
  return { right: right / trials, votes: votes / trials };
}

/** Returns what races come to where the right answer has so many spellings and nothing merges them. */
export function racesOfSpellings(spellings: number, trials: number): Races {
  const right = Array.from({ length: spellings }, (_, index) => `right ${index}`);
  return races({ right, wrong: ['wrong', 'also wrong'] }, trials, 'spellings', spellings);
}

function* answers({ right, wrong }: Spread, random: Random): Generator<string> {
  for (;;) {
    const drawn = random.next();
    if (drawn < SHARE_RIGHT) yield right[Math.floor((drawn / SHARE_RIGHT) * right.length)] ?? '';
    else yield wrong[drawn < SHARE_RIGHT + SHARE_OF_FIRST_WRONG ? 0 : 1];
  }
}
