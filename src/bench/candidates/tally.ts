import type { TierName } from '../../edits/index.ts';
import type { Pair } from './pairs.ts';

/** How many pairs of a kind there are, and how many each tier merges. */
export interface Tally {
  readonly name: string;
  readonly equal: number;
  readonly unequal: number;
  readonly merged: Readonly<Partial<Record<TierName, number>>>;
  readonly wronglyMerged: Readonly<Partial<Record<TierName, number>>>;
}

/** Returns the pairs counted by name, in the order the names appear. */
export function tallied(pairs: readonly Pair[], nameOf: (pair: Pair) => string): Tally[] {
  const names = [...new Set(pairs.map(nameOf))];
  return names.map((name) => {
    const own = pairs.filter((pair) => nameOf(pair) === name);
    const equal = own.filter((pair) => pair.equal);
    const unequal = own.filter((pair) => !pair.equal);
    return {
      name,
      equal: equal.length,
      unequal: unequal.length,
      merged: mergedOf(equal),
      wronglyMerged: mergedOf(unequal),
    };
  });
}

function mergedOf(pairs: readonly Pair[]): Partial<Record<TierName, number>> {
  const counts: Partial<Record<TierName, number>> = {};
  for (const { merged } of pairs)
    for (const [tier, isMerged] of Object.entries(merged) as [TierName, boolean][])
      counts[tier] = (counts[tier] ?? 0) + (isMerged ? 1 : 0);
  return counts;
}
