import type { VotingRule } from '../maths/voting-maths.ts';

/** The rule of a race, fixed before its first vote. */
export interface RaceRule {
  /** What `k` counts: the lead over the strongest rival, or all votes of one. */
  readonly rule: VotingRule;
  /** The lead, or the number of votes, that decides. */
  readonly k: number;
  /** The most valid votes the race may use. */
  readonly maxVotes: number;
  /** Demand one vote more for each vote of dissent, up to 2k; never less than k. See docs/maker.md, "Dissent". */
  readonly dissentSensitive: boolean;
}

/** Where a race stands after some votes. */
export interface RaceStanding {
  /** Votes by key, in the order the keys appeared. */
  readonly counts: ReadonlyMap<string, number>;
  readonly votes: number;
  readonly leader: string | undefined;
  /** Leader minus strongest rival. */
  readonly margin: number;
  /** Votes that the leader did not get. */
  readonly dissent: number;
  /** The lead (first-to-k: the votes) that decides, as things stand; it never falls during a race. */
  readonly needed: number;
  /** The key that has won; undefined while (or for ever) undecided. Never a plurality. */
  readonly winner: string | undefined;
}

/**
 * Counts votes in the order they were asked, and stops at the first moment one has won (algorithm 2 of arXiv
 * 2511.09030, or its first-to-k): later votes cannot change a decision, so a replay is exact.
 */
export function runRace(votes: Iterable<string>, rule: RaceRule): RaceStanding {
  const counts = new Map<string, number>();
  let counted = 0;
  for (const key of votes) {
    if (counted >= rule.maxVotes) break;
    counted += 1;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    // Only the key that was voted for can have won by it, and not with fewer than k votes.
    if (count < rule.k) continue;
    const standing = standingOf(counts, rule);
    if (standing.winner !== undefined) return standing;
  }
  return standingOf(counts, rule);
}

function standingOf(counts: ReadonlyMap<string, number>, rule: RaceRule): RaceStanding {
  let leader: string | undefined;
  let most = 0;
  let rival = 0;
  let votes = 0;
  for (const [key, count] of counts) {
    votes += count;
    if (count > most) {
      rival = most;
      most = count;
      leader = key;
    } else if (count > rival) rival = count;
  }
  const dissent = votes - most;
  const needed = rule.dissentSensitive ? rule.k + Math.min(rule.k, dissent) : rule.k;
  const toBeat = rule.rule === 'first-to-k' ? 0 : rival;
  const winner = most >= needed + toBeat ? leader : undefined;
  return { counts, votes, leader, margin: most - rival, dissent, needed, winner };
}

/** Returns what the winner would have to do, in words: `leads by 3`, or `has 3 votes` under first-to-k. */
export function neededOf({ rule }: Pick<RaceRule, 'rule'>, needed: number): string {
  if (rule === 'ahead-by-k') return `leads by ${needed}`;
  return `has ${needed} ${needed === 1 ? 'vote' : 'votes'}`;
}

/**
 * Returns how many votes to ask for now: as many as the leader lacks if all went to it (fewer wastes time, more wastes
 * samples), and no more than the race may still use. 0 when decided or at the cap.
 */
export function wasteFreeBatch(standing: RaceStanding, rule: RaceRule): number {
  if (standing.winner !== undefined) return 0;
  const has = rule.rule === 'first-to-k' ? standing.votes - standing.dissent : standing.margin;
  return Math.max(0, Math.min(standing.needed - has, rule.maxVotes - standing.votes));
}
