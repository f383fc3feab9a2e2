/** One allowance of a key as its server tells it. */
export interface ServerLimit {
  /** The most there can be; undefined when the server does not say. */
  readonly limit: number | undefined;
  readonly remaining: number;
  /** Milliseconds until all of it is there again. */
  readonly resetMs: number;
}

/** What a server says of the requests and tokens that a key has left. */
export interface ServerLimits {
  readonly requests?: ServerLimit;
  readonly tokens?: ServerLimit;
}

/** How the headers of an allowance are called, the most telling first; OpenAI's form, Anthropic's, and the general one. */
const NAMES: Readonly<Record<keyof ServerLimits, readonly ((what: string) => string)[]>> = {
  requests: [
    (what) => `x-ratelimit-${what}-requests`,
    (what) => `anthropic-ratelimit-requests-${what}`,
    (what) => `x-ratelimit-${what}`,
    (what) => `ratelimit-${what}`,
  ],
  tokens: [
    (what) => `x-ratelimit-${what}-tokens`,
    (what) => `anthropic-ratelimit-tokens-${what}`,
    (what) => `anthropic-ratelimit-input-tokens-${what}`,
  ],
};

/** Returns what the headers of a response say; undefined when they say nothing of limits. `now` is wall time in milliseconds. */
export function serverLimits(headers: Headers, now: number): ServerLimits | undefined {
  const requests = limitIn(headers, NAMES.requests, now);
  const tokens = limitIn(headers, NAMES.tokens, now);
  if (requests === undefined && tokens === undefined) return undefined;
  return { ...(requests !== undefined && { requests }), ...(tokens !== undefined && { tokens }) };
}

function limitIn(
  headers: Headers,
  names: readonly ((what: string) => string)[],
  now: number,
): ServerLimit | undefined {
  for (const name of names) {
    const remaining = count(headers.get(name('remaining')));
    const resetMs = timeLeft(headers.get(name('reset')), now);
    // Some servers send -1 for what they do not limit.
    if (remaining !== undefined && resetMs !== undefined)
      return { limit: count(headers.get(name('limit'))), remaining, resetMs };
  }
  return undefined;
}

function count(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
const DURATION = /^(\d+(\.\d+)?(ms|h|m|s))+$/;

/** Numbers above these are times since the epoch, in seconds and in milliseconds. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;

/** Returns milliseconds for `6m0s`, `20ms`, seconds, a time since the epoch, or a date. */
function timeLeft(text: string | null, now: number): number | undefined {
  const value = text?.trim() ?? '';
  if (DURATION.test(value)) return sumOf(value);
  const number = count(value);
  if (number !== undefined) return number < EPOCH_SECONDS ? number * 1000 : until(epochMs(number), now);
  return value === '' || /^-/.test(value) ? undefined : until(Date.parse(value), now);
}

function sumOf(duration: string): number {
  const parts = duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g);
  return [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ''] ?? 0), 0);
}

function epochMs(number: number): number {
  return number < EPOCH_MS ? number * 1000 : number;
}

function until(time: number, now: number): number | undefined {
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
