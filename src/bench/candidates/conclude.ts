import type { CandidateMeasurements } from './measure-candidates.ts';
import type { SubjectPairs } from './pairs.ts';
import { tallied } from './tally.ts';

const LEAST_PAIRS = 300;

/** Returns what the pairs of all subjects come to, with the rest of what was measured. */
export function concluded(
  found: readonly SubjectPairs[],
  rest: Pick<CandidateMeasurements, 'notRun' | 'speeds' | 'votes'>,
): CandidateMeasurements {
  const pairs = found.flatMap((each) => each.pairs);
  const wronglyMerged = pairs.filter(({ equal, merged }) => !equal && Object.values(merged).includes(true));
  const mistaken = found.flatMap((each) => each.mistaken);
  return {
    pairs: pairs.length,
    byLanguage: tallied(pairs, ({ language }) => language),
    byRewriting: tallied(pairs, ({ how }) => how),
    wronglyMerged,
    untold: found.reduce((sum, { untold }) => sum + untold, 0),
    mistaken,
    ...rest,
    met: pairs.length >= LEAST_PAIRS && wronglyMerged.length === 0 && mistaken.length === 0,
  };
}
