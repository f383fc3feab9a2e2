/** The rule of a race, fixed before its first vote. */
export interface RaceRule {
  /** The lead over the strongest rival that decides. */
  readonly k: number;
  /** The most valid votes the race may use. */
  readonly maxVotes: number;
  /** Ask one vote more of lead for each vote of dissent, up to 2k; never less than k. */
  readonly adaptive: boolean;
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
  /** The lead that decides, as things stand. */
  readonly needed: number;
  /** The key that leads by enough; undefined while (or for ever) undecided. Never a plurality. */
  readonly winner: string | undefined;
}

/**
 * Counts votes in the order they were asked, and stops at the first moment one leads by enough (ahead-by-k, algorithm 2
 * of arXiv 2511.09030): later votes cannot change a decision, so a replay is exact.
 */
export function runRace(votes: Iterable<string>, rule: RaceRule): RaceStanding {
  const counts = new Map<string, number>();
  let standing = standingOf(counts, rule);
  for (const key of votes) {
    if (standing.winner !== undefined || standing.votes >= rule.maxVotes) break;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    standing = standingOf(counts, rule);
  }
  return standing;
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
  const needed = rule.adaptive ? rule.k + Math.min(rule.k, dissent) : rule.k;
  const winner = most >= needed + rival ? leader : undefined;
  return { counts, votes, leader, margin: most - rival, dissent, needed, winner };
}

/**
 * Returns how many votes to ask for now: as many as the leader lacks if all went to it (fewer wastes time, more wastes
 * samples), and no more than the race may still use. 0 when decided or at the cap.
 */
export function wasteFreeBatch(standing: RaceStanding, rule: RaceRule): number {
  if (standing.winner !== undefined) return 0;
  return Math.max(0, Math.min(standing.needed - standing.margin, rule.maxVotes - standing.votes));
}
