/** What becomes of a race among a right answer and its rivals, as a sum over all the ways it can go. */
export interface RaceChances {
  /** The chance that a rival wins. */
  readonly wrong: number;
  /** Expected valid votes. */
  readonly votes: number;
  /** The chance that the race is undecided after so many votes, from 0 on; the last is as good as none. */
  readonly undecided: readonly number[];
}

/** What is left of a race that may be forgotten, and what one way of many may be. */
const NEGLIGIBLE = 1e-13;
const NEGLIGIBLE_WAY = 1e-18;
/** More than any lead; three of them fit into a whole number. */
const RADIX = 2 ** 17;

/**
 * Returns what becomes of a race that is won by leading the strongest rival by k, for the chance of each answer (the right
 * one first; at most two rivals). It shares nothing with the race of the engine: it follows how far each answer is behind
 * the leader, and how likely that is, vote by vote.
 */
export function raceChances(chances: readonly number[], k: number): RaceChances {
  const [right = 1, rival = 0, third = 0] = chances;
  const able = third > 0 ? [right, rival, third] : [right, rival];
  let open = new Map([[0, 1]]);
  let wrong = 0;
  const undecided = [1];
  for (let left = 1; left > NEGLIGIBLE; undecided.push(left)) {
    const next = new Map<number, number>();
    left = 0;
    for (const [code, share] of open) {
      const behind = decoded(code, able.length);
      for (const [place, chance] of able.entries()) {
        const mass = share * chance;
        if (mass < NEGLIGIBLE_WAY) continue;
        const after = voted(behind, place);
        if (leadOf(after) >= k) wrong += place === 0 ? 0 : mass;
        else {
          left += mass;
          const key = encoded(after);
          next.set(key, (next.get(key) ?? 0) + mass);
        }
      }
    }
    open = next;
  }
  return { wrong, votes: undecided.reduce((sum, share) => sum + share, 0), undecided };
}

/** How far each is behind the leader after one more vote. */
function voted(behind: readonly number[], place: number): number[] {
  const after = behind.map((far, at) => (at === place ? far - 1 : far));
  const ahead = Math.min(...after);
  return after.map((far) => far - ahead);
}

/** By how much the leader leads the strongest rival. */
function leadOf(behind: readonly number[]): number {
  const [one = 0, two = 0, three = Infinity] = behind;
  return Math.min(Math.max(one, two), Math.max(one, three), Math.max(two, three));
}

function encoded(behind: readonly number[]): number {
  return behind.reduceRight((code, far) => code * RADIX + far, 0);
}

function decoded(code: number, length: number): number[] {
  const behind: number[] = [];
  for (let rest = code; behind.length < length; rest = Math.floor(rest / RADIX)) behind.push(rest % RADIX);
  return behind;
}
