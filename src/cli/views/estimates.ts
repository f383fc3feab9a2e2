import type { Interval, SessionEstimates } from '../../protocol/estimates.ts';
import { oneLine } from './harmless.ts';
import { counted, duration, money, short } from './quantities.ts';

/** Returns what the rest of a session comes to, on one line: k, the chance that it succeeds, samples, cost and time. */
export function restLine({ k, rest }: SessionEstimates): string {
  if (rest.steps === 0) return `k ${k}, nothing remains`;
  return [
    `the rest (${counted(rest.steps, 'step')}) succeeds ${percent(rest.success.mean)}`,
    `k ${k}, needs ${needed(rest.needed_k)}`,
    `${range(rest.samples, (count) => short(Math.round(count)))} samples`,
    rest.cost_usd === null ? money(null) : range(rest.cost_usd, money),
    range(rest.duration_ms, duration),
  ].join(' · ');
}

/** Returns what was seen of each class of steps: p and v with their intervals. */
export function classLines({ classes }: SessionEstimates): string[] {
  return classes
    .filter(({ races }) => races > 0)
    .map(({ kind, races, p, v, repeated }) => {
      const seen = `${counted(races, 'race')}: p ${chance(p)}, v ${chance(v)}`;
      return `${oneLine(kind)}, ${seen}${alarm(repeated)}`;
    });
}

/** The votes of this class are not independent: p promises more than holds. */
function alarm(repeated: number | undefined): string {
  if (repeated === undefined) return '';
  return `; wrong answers are repeated ${repeated.toFixed(1)} times as often as independent votes would, so p is too good`;
}

function needed({ mean, high }: SessionEstimates['rest']['needed_k']): string {
  if (mean === null) return 'more than any k gives';
  return high === mean ? String(mean) : `${mean} to ${high ?? 'any'}`;
}

function chance({ mean, low, high }: Interval): string {
  return `${digits(mean)} (${digits(low)}–${digits(high)})`;
}

/** Four digits where it matters: near 1 every nine is one more. */
function digits(value: number): string {
  if (value > 0.9999 && value < 1) return '>0.9999';
  return value > 0.99 && value < 1 ? value.toFixed(4) : value.toFixed(2);
}

/** Never rounded up to certain. */
function percent(share: number): string {
  if (share > 0.9999 && share < 1) return 'over 99.99 %';
  return `${(100 * share).toFixed(share > 0.99 && share < 1 ? 2 : 0)} %`;
}

function range({ low, high }: Interval, say: (value: number) => string): string {
  const [from, to] = [say(low), say(high)];
  return from === to ? from : `${from}–${to}`;
}
