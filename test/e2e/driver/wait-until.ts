import { setTimeout } from 'node:timers/promises';

/** Asks until the answer is neither undefined nor false, and returns it; throws what was waited for when it takes too long. */
export async function waitUntil<Value>(
  what: string,
  probe: () => Promise<Value | undefined | false> | Value | undefined | false,
  { longestMs = 60_000, everyMs = 200 } = {},
): Promise<Value> {
  const end = Date.now() + longestMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${longestMs / 1000} s in vain: ${what}`);
    await setTimeout(everyMs);
  }
}
