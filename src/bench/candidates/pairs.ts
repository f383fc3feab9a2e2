import { voteKeys, shippedGrammars, type TierName } from '../../edits/index.ts';
import { seededRandom, shuffled } from '../../engine/ports/random.ts';
import type { Layout } from './run/layout.ts';
import type { RunTexts } from './run/what-it-does.ts';
import type { Language, Subject } from './subjects/subject.ts';
import { variantsOf, type Variant } from './variations/variants.ts';

/** Two programs of which is known whether they do the same, and which tiers take them for one. */
export interface Pair {
  readonly language: Language;
  readonly subject: string;
  readonly how: string;
  readonly equal: boolean;
  readonly merged: Readonly<Record<TierName, boolean>>;
  readonly texts: readonly [string, string];
}

/** The pairs of one subject, and what running them did not bear out. */
export interface SubjectPairs {
  readonly pairs: readonly Pair[];
  /** Answers that race with each other: all that are right, in a fixed order without meaning, and two wrong ones. */
  readonly spread: { readonly right: readonly Tiers[]; readonly wrong: readonly [Tiers, Tiers] } | undefined;
  /** Programs with a fault that the calls do not bring to light: nothing is known of them. */
  readonly untold: number;
  /** Programs that were to do the same and do not: faults of the corpus. */
  readonly mistaken: readonly string[];
}

/** Where the programs of a language stand. */
export const PATHS: Readonly<Record<Language, string>> = {
  JavaScript: 'src/subject.js',
  TypeScript: 'src/subject.ts',
  Python: 'src/subject.py',
};

export type Tiers = Readonly<Record<TierName, string>>;

interface Seen extends Variant {
  readonly tiers: Tiers;
  readonly does: string;
}

/** Runs a subject and all its variants and compares them: each with the subject, and each faulty one with the most rewritten one. */
export async function pairsOf(
  subject: Subject,
  { run, layout }: { readonly run: RunTexts; readonly layout: Layout | undefined },
  signal: AbortSignal | undefined,
): Promise<SubjectPairs> {
  const own: Variant = { how: 'as it is', text: subject.text, meant: 'same' };
  const variants = [own, ...variantsOf(subject)];
  const does = await run(
    subject,
    variants.map(({ text }) => text),
    signal,
  );
  await shippedGrammars.prepare([PATHS[subject.language]]);
  const seen: Seen[] = [];
  for (const [index, variant] of variants.entries()) {
    signal?.throwIfAborted();
    const tiers = await tiersOf(subject.language, variant.text, layout);
    seen.push({ ...variant, does: does[index] ?? '', tiers });
  }
  const [base, ...others] = seen;
  if (base === undefined) return { pairs: [], spread: undefined, untold: 0, mistaken: [] };
  const told = others.filter((other) => (other.does === base.does) === (other.meant === 'same'));
  const rewritten = told.filter(({ meant }) => meant === 'same').find(({ how }) => how === MOST_REWRITTEN);
  const pair = (one: Seen, other: Seen): Pair => pairOf(subject, one, other);
  const faulty = told.filter(({ meant }) => meant === 'other');
  return {
    pairs: [
      ...told.map((other) => pair(base, other)),
      ...(rewritten === undefined ? [] : faulty.map((other) => pair(rewritten, other))),
    ],
    spread: spreadOf([base, ...told]),
    untold: others.filter(({ meant }) => meant === 'other').length - faulty.length,
    mistaken: others
      .filter((other) => other.meant === 'same' && !told.includes(other))
      .map(({ how }) => `${subject.language}, ${subject.name}: ${how}`),
  };
}

const MOST_REWRITTEN = 'all of these at once';

/** Two wrong answers that have nothing in common: the first and the last. */
function spreadOf(seen: readonly Seen[]): SubjectPairs['spread'] {
  const tiersMeant = (wanted: Variant['meant']): Tiers[] =>
    seen.filter(({ meant }) => meant === wanted).map(({ tiers }) => tiers);
  const wrong = tiersMeant('other');
  const [first, last] = [wrong.at(0), wrong.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  return { right: shuffled(tiersMeant('same'), seededRandom('spread')), wrong: [first, last] };
}

function pairOf({ language, name }: Subject, one: Seen, other: Seen): Pair {
  const names = Object.keys(one.tiers) as TierName[];
  const merged = Object.fromEntries(names.map((tier) => [tier, one.tiers[tier] === other.tiers[tier]]));
  return {
    language,
    subject: name,
    how: other.how,
    equal: one.does === other.does,
    merged: merged as Record<TierName, boolean>,
    texts: [one.text, other.text],
  };
}

async function tiersOf(language: Language, text: string, layout: Layout | undefined): Promise<Tiers> {
  const [path, encoder] = [PATHS[language], new TextEncoder()];
  const laidOut = await layout?.(path, text);
  const formatted = laidOut === undefined ? undefined : encoder.encode(laidOut);
  const changes = [{ path, content: encoder.encode(text) }];
  const result = { changes, read: () => undefined, grammars: shippedGrammars, formatted: () => formatted };
  return voteKeys(result).tiers;
}
