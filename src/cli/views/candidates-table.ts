import type { CandidateMeasurements, Tally, Votes } from '../../bench/candidates/index.ts';
import { column } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas } from './paint.ts';
import { counted } from './quantities.ts';

const NAME = 46;
const CELL = 12;

/** Returns which pairs of answers each tier merges, what a candidate costs, and how many votes races need at each tier. */
export function candidateLines(measurements: CandidateMeasurements, { paint }: Canvas): string[] {
  const { pairs, byLanguage, byRewriting, votes, wronglyMerged, mistaken, notRun, untold } = measurements;
  const tiers = votes.byTier.map(({ tier }) => tier);
  const row = (tally: Tally): string => tallyLine(tally, tiers);
  return [
    `${pairs.toLocaleString('en')} pairs, compared by running both; ${counted(untold, 'fault')} that no call tells is left out.`,
    '',
    paint.dim(cells('MERGED: DO THE SAME', ['PAIRS', ...tiers])),
    ...byLanguage.map(row),
    '',
    paint.dim(cells('BY WAY OF WRITING', ['PAIRS', ...tiers])),
    ...byRewriting.filter(({ equal }) => equal > 0).map(row),
    '',
    paint.dim(cells('WRONGLY MERGED: DO NOT DO THE SAME', ['PAIRS', ...tiers])),
    ...byLanguage.map((tally) => wrongLine(tally, tiers)),
    '',
    paint.dim(cells('A CANDIDATE', ['LINES', 'CPU ms'])),
    ...speedLines(measurements),
    '',
    ...voteLines(votes, paint),
    ...notRun.map((sentence) => paint.yellow(oneLine(sentence))),
    ...mistaken.map((which) => paint.red(oneLine(`Was to do the same and does not: ${which}`))),
    ...wronglyMerged.map(({ language, subject, how }) =>
      paint.red(oneLine(`Wrongly merged: ${language}, ${subject}, ${how}`)),
    ),
  ];
}

type Tier = Votes['byTier'][number]['tier'];

function tallyLine({ name, equal, merged }: Tally, tiers: readonly Tier[]): string {
  return cells(name, [String(equal), ...tiers.map((tier) => String(merged[tier] ?? 0))]);
}

function wrongLine({ name, unequal, wronglyMerged }: Tally, tiers: readonly Tier[]): string {
  return cells(name, [String(unequal), ...tiers.map((tier) => String(wronglyMerged[tier] ?? 0))]);
}

function speedLines({ speeds }: CandidateMeasurements): string[] {
  return Object.entries(speeds).flatMap(([language, each]) =>
    each.map(({ lines, msPerCandidate }) =>
      cells(language, [lines.toLocaleString('en'), msPerCandidate.toFixed(2)]),
    ),
  );
}

function voteLines({ trials, unmerged, byTier }: Votes, paint: Canvas['paint']): string[] {
  const won = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return [
    paint.dim(cells(`RACES (${trials.toLocaleString('en')} A LINE, AHEAD BY 3)`, ['RIGHT', 'VOTES'])),
    ...unmerged.map(({ spellings, right, votes }) =>
      cells(`nothing merged, ${counted(spellings, 'spelling')}`, [won(right), votes.toFixed(1)]),
    ),
    ...byTier.map(({ tier, right, votes }) =>
      cells(`eight spellings of this corpus, ${tier}`, [won(right), votes.toFixed(1)]),
    ),
  ];
}

function cells(name: string, others: readonly string[]): string {
  return [column(name, NAME), ...others.map((each) => column(each, CELL))].join('  ').trimEnd();
}
