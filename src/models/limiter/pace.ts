import { LONGEST_WAIT_MS } from '../errors/classify-model-error.ts';
import type { ServerLimit, ServerLimits } from './server-limits.ts';

/** Keeps the requests of one key within what its server says is left, so that it need not refuse any. Times are monotonic milliseconds. */
export interface Pace {
  /** How long the next request is to wait; 0 when it may go. */
  delay(now: number): number;
  /** Counts a request that goes now; returns its number. */
  started(): number;
  /** Remembers what the server said with its answer to that request. */
  heard(news: ServerNews, request: number, now: number): void;
}

/** What an answer says besides its text. */
export interface ServerNews {
  readonly limits?: ServerLimits | undefined;
  /** Tokens that the request cost, in and out. */
  readonly tokens?: number | undefined;
}

/** A word of the server: of a token bucket that fills evenly, as far as is known. */
interface Word {
  readonly limit: ServerLimit;
  readonly at: number;
}

/** How much the newest request tells of what the next will cost. */
const NEWEST = 0.3;

/** Returns a pace that holds nothing back before a server said anything. */
export function createPace(): Pace {
  let requests: Word | undefined;
  let tokens: Word | undefined;
  let count = 0;
  let newest = 0;
  let size: number | undefined;
  return {
    delay(now) {
      // Those that went after the one it answered are not in the server's word.
      const since = count - newest;
      const each = size ?? 0;
      const wait = Math.max(lack(requests, 1, since, now), lack(tokens, each, since * each, now));
      return Math.min(LONGEST_WAIT_MS, Math.ceil(wait));
    },
    started() {
      count += 1;
      return count;
    },
    heard(news, request, now) {
      if (news.tokens !== undefined && news.tokens > 0)
        size = size === undefined ? news.tokens : size + NEWEST * (news.tokens - size);
      if (news.limits === undefined || request < newest) return;
      newest = request;
      requests = wordOf(news.limits.requests, now);
      tokens = wordOf(news.limits.tokens, now);
    },
  };
}

function wordOf(limit: ServerLimit | undefined, at: number): Word | undefined {
  return limit === undefined ? undefined : { limit, at };
}

/** Milliseconds until `need` is there, when `spent` of what the server named has gone since. */
function lack(word: Word | undefined, need: number, spent: number, now: number): number {
  if (word === undefined) return 0;
  const { limit, remaining, resetMs } = word.limit;
  const passed = now - word.at;
  const missing = need + spent - remaining;
  // Never wait for more than there can be.
  if (passed >= resetMs || missing <= 0) return 0;
  const taken = (limit ?? remaining) - remaining;
  if (taken <= 0) return resetMs - passed;
  return Math.max(0, Math.min((missing * resetMs) / taken, resetMs) - passed);
}
