import { runRace, type RaceRule, type RaceStanding } from '../vote/race.ts';
import type { RaceName, SampleRecord } from './sample-record.ts';

/** Everything asked so far in one attempt of a race. */
export interface Ballot {
  /** In the order asked, up to the first that has not come back. */
  readonly samples: readonly SampleRecord[];
  readonly standing: RaceStanding;
  readonly flagged: number;
  readonly noAnswer: number;
}

/** Counts the valid votes of one attempt in the order they were asked; the same completion twice is one vote. */
export function countVotes(
  all: readonly SampleRecord[],
  which: { readonly race: RaceName; readonly attempt: number },
  rule: RaceRule,
): Ballot {
  const asked = all
    .filter((sample) => sample.race === which.race && sample.attempt === which.attempt)
    .sort((a, b) => a.index - b.index);
  const first = asked[0]?.index ?? 0;
  const samples = asked.filter((sample, position) => sample.index === first + position);
  return {
    samples,
    standing: runRace(votesOf(samples), rule),
    flagged: samples.filter((sample) => sample.outcome === 'flagged').length,
    noAnswer: samples.filter((sample) => sample.outcome === 'no-answer').length,
  };
}

function* votesOf(samples: readonly SampleRecord[]): Generator<string> {
  const counted = new Set<string>();
  for (const sample of samples) {
    const identity = `${sample.requestId}#${sample.choice}`;
    if (sample.outcome !== 'valid' || counted.has(identity)) continue;
    counted.add(identity);
    yield sample.key;
  }
}
