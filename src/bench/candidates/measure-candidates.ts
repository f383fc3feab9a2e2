import type { TierName } from '../../edits/index.ts';
import { concluded } from './conclude.ts';
import { pairsOf, PATHS, type Pair, type SubjectPairs } from './pairs.ts';
import { prettierHere } from './run/layout.ts';
import { runners } from './run/what-it-does.ts';
import { speedOf, type Speed } from './speed.ts';
import { SUBJECTS } from './subjects/index.ts';
import type { Language } from './subjects/subject.ts';
import type { Tally } from './tally.ts';
import { races, racesOfSpellings, type Races } from './votes.ts';

/** What `microfactory bench candidates` measures. */
export interface CandidateMeasurements {
  readonly pairs: number;
  /** By language and by way of writing. */
  readonly byLanguage: readonly Tally[];
  readonly byRewriting: readonly Tally[];
  /** Unequal pairs that one of the tiers took for one: must be empty. */
  readonly wronglyMerged: readonly Pair[];
  /** Programs with a fault that their calls did not bring to light; they are in no pair. */
  readonly untold: number;
  /** Programs that were to do the same and do not: must be empty. */
  readonly mistaken: readonly string[];
  /** What could not be run here, a sentence each. */
  readonly notRun: readonly string[];
  readonly speeds: Readonly<Partial<Record<Language, readonly Speed[]>>>;
  readonly votes: Votes;
  /** At least 300 pairs, none merged wrongly, no mistake in the corpus. */
  readonly met: boolean;
}

export interface Votes {
  readonly trials: number;
  /** Answers that nothing merges, by the number of spellings of the right one. */
  readonly unmerged: readonly (Races & { readonly spellings: number })[];
  /** Answers with eight spellings out of this corpus, by the tier whose key the race counts. */
  readonly byTier: readonly (Races & { readonly tier: TierName })[];
}

export interface CandidateOptions {
  readonly trials: number;
  readonly signal?: AbortSignal;
  progress(sentence: string): void;
}

const LONG = 1000;
const NO_LAYOUT = 'The package prettier is not here: the tier format merges what the tier text does.';

/** Compares programs of which running them says whether they do the same; throws `internal` when a program cannot be run. */
export async function measureCandidates(options: CandidateOptions): Promise<CandidateMeasurements> {
  const { trials, signal, progress } = options;
  const known = await runners();
  const found: SubjectPairs[] = [];
  const layout = prettierHere();
  const notRun = new Set(layout === undefined ? [NO_LAYOUT] : []);
  const speeds: Partial<Record<Language, Speed[]>> = {};
  for (const subject of SUBJECTS) {
    const runner = known[subject.language];
    if ('missing' in runner) {
      notRun.add(`${subject.language} was not compared: ${runner.missing}`);
      continue;
    }
    progress(`${subject.language}: ${subject.name} …`);
    found.push(await pairsOf(subject, { run: runner.run, layout }, signal));
  }
  for (const language of Object.keys(PATHS) as Language[]) speeds[language] = await speedsOf(language);
  progress(`${trials.toLocaleString('en')} races a tier …`);
  return concluded(found, { notRun: [...notRun], speeds, votes: votesOf(found, trials) });
}

/** The programs of the language, and one file of a thousand lines made of them. */
async function speedsOf(language: Language): Promise<Speed[]> {
  const texts = SUBJECTS.filter((subject) => subject.language === language).map(({ text }) => text);
  const all = texts.join('\n');
  const long = all.repeat(Math.ceil(LONG / all.split('\n').length));
  return [await speedOf(PATHS[language], texts), await speedOf(PATHS[language], [long])];
}

const SPELLINGS = 8;

function votesOf(found: readonly SubjectPairs[], trials: number): Votes {
  const spreads = found.flatMap(({ spread }) => (spread === undefined ? [] : [spread]));
  const tiers = Object.keys(found[0]?.pairs[0]?.merged ?? {}) as TierName[];
  const each = Math.max(1, Math.ceil(trials / Math.max(1, spreads.length)));
  return {
    trials,
    unmerged: [1, 2, 4, SPELLINGS].map((spellings) => ({
      spellings,
      ...racesOfSpellings(spellings, trials),
    })),
    byTier: tiers.map((tier) => {
      const run = spreads.map(({ right, wrong }, index) =>
        races(
          {
            right: right.slice(0, SPELLINGS).map((tiersOf) => tiersOf[tier]),
            wrong: [wrong[0][tier], wrong[1][tier]],
          },
          each,
          tier,
          index,
        ),
      );
      return { tier, right: mean(run.map(({ right }) => right)), votes: mean(run.map(({ votes }) => votes)) };
    }),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
