import type { Paint } from './paint.ts';

export interface RaceState {
  /** Votes by class label. */
  readonly votes: Readonly<Record<string, number>>;
  readonly k: number;
  readonly winner?: string | null;
  /** Set where k counts all votes of one. */
  readonly rule?: 'first-to-k' | undefined;
}

const LONGEST_BAR = 12;
const MOST_BARS = 4;

/** Returns a race as bars, the leader first: `A ▇▇▇ 3  B ▇ 1  lead 2 of 3`, under first-to-k `… has 3 of 4 votes`; nothing before the first vote. */
export function raceBars({ votes, k, winner, rule }: RaceState, paint: Paint): string {
  const ranked = Object.entries(votes)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
  if (ranked.length === 0) return '';
  const bars = ranked
    .slice(0, MOST_BARS)
    .map(([label, count], index) => bar(label, count, index === 0, paint));
  const more = ranked.length > MOST_BARS ? [paint.dim(`+${ranked.length - MOST_BARS} more`)] : [];
  const [most = 0, next = 0] = ranked.map(([, count]) => count);
  const needs = rule === undefined ? `lead ${most - next} of ${k}` : `has ${most} of ${k} votes`;
  const standing = isWon(winner) ? paint.green(`${winner} won by ${most - next}`) : paint.dim(needs);
  return [...bars, ...more, standing].join('  ');
}

function bar(label: string, count: number, leads: boolean, paint: Paint): string {
  const blocks = '▇'.repeat(Math.min(count, LONGEST_BAR));
  return `${label} ${leads ? paint.green(blocks) : paint.yellow(blocks)} ${count}`;
}

function isWon(winner: string | null | undefined): winner is string {
  return winner !== null && winner !== undefined;
}
