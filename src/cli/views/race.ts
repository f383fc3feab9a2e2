import type { Paint } from './paint.ts';

export interface RaceState {
  /** Votes by class label. */
  readonly votes: Readonly<Record<string, number>>;
  readonly k: number;
  readonly winner?: string | null;
}

const LONGEST_BAR = 12;
const MOST_BARS = 4;

/** Returns a race as bars, the leader first: `A ▇▇▇ 3  B ▇ 1  lead 2 of 3`; nothing before the first vote. */
export function raceBars({ votes, k, winner }: RaceState, paint: Paint): string {
  const ranked = Object.entries(votes)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
  if (ranked.length === 0) return '';
  const bars = ranked
    .slice(0, MOST_BARS)
    .map(([label, count], index) => bar(label, count, index === 0, paint));
  const more = ranked.length > MOST_BARS ? [paint.dim(`+${ranked.length - MOST_BARS} more`)] : [];
  return [...bars, ...more, lead(ranked, k, winner ?? undefined, paint)].join('  ');
}

function bar(label: string, count: number, leads: boolean, paint: Paint): string {
  const blocks = '▇'.repeat(Math.min(count, LONGEST_BAR));
  return `${label} ${leads ? paint.green(blocks) : paint.yellow(blocks)} ${count}`;
}

function lead(
  ranked: readonly (readonly [string, number])[],
  k: number,
  winner: string | undefined,
  paint: Paint,
) {
  const ahead = (ranked[0]?.[1] ?? 0) - (ranked[1]?.[1] ?? 0);
  return winner === undefined ? paint.dim(`lead ${ahead} of ${k}`) : paint.green(`${winner} won by ${ahead}`);
}
