import { t } from '../strings.ts';

/** Returns `45 s`, `2 min 05 s` or `1 h 02 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (ms > 0 && ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}

/** Returns dollars with enough digits to see small sums; an unknown price is called so, never 0. */
export function money(usd: number | null): string {
  if (usd === null) return t('unknown');
  if (usd === 0) return '$0';
  return `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}

/** Returns `950`, `12.3k` or `1.2M`. */
export function short(count: number): string {
  if (count < 1000) return String(count);
  return count < 1_000_000 ? `${(count / 1000).toFixed(1)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}

/** Returns a chance with as many digits as tell it from 1. */
export function chance(value: number): string {
  if (value > 0.9999 && value < 1) return '>0.9999';
  return value > 0.99 && value < 1 ? value.toFixed(4) : value.toFixed(2);
}

/** Returns `87 %`, `99.52 %` or `over 99.99 %`: never rounded up to certain. */
export function percent(share: number): string {
  if (share > 0.9999 && share < 1) return t('quantity.nearlyCertain');
  return `${(100 * share).toFixed(share > 0.99 && share < 1 ? 2 : 0)} %`;
}

/** Returns both ends in these words, or one where both are the same. */
export function range(
  { low, high }: { readonly low: number; readonly high: number },
  say: (value: number) => string,
): string {
  const [from, to] = [say(low), say(high)];
  return from === to ? from : `${from}–${to}`;
}
