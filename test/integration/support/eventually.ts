import { setTimeout } from 'node:timers/promises';

const LONGEST_MS = 120_000;

/** Returns the first value that is neither undefined nor false; rejects, saying what was awaited, when none comes. */
export async function eventually<Value>(
  what: string,
  look: () => Value | Promise<Value>,
): Promise<Exclude<Value, undefined | false>> {
  for (const until = Date.now() + LONGEST_MS; ; await setTimeout(50)) {
    const value = await look();
    if (value !== undefined && value !== false) return value as Exclude<Value, undefined | false>;
    if (Date.now() > until) throw new Error(`${what} did not come`);
  }
}
