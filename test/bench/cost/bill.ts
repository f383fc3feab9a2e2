/** What a provider bills, in tokens of each kind. */
export interface Bill {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

export const NO_BILL: Bill = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/** Four characters to a token, as providers themselves reckon where nothing is counted. */
export const tokensOf = (characters: number): number => Math.ceil(characters / 4);

/** The least that providers cache, and the steps in which OpenAI counts what was found. */
const LEAST_CACHED = 1024;
const STEP = 128;

/** The price of each kind in input tokens, as OpenAI and Anthropic list them for most of their models. */
const PRICE: Bill = { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 5 };

export function plus(a: Bill, b: Bill): Bill {
  return {
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
  };
}

/** Returns the price in input tokens. */
export function priceOf({ input, cacheRead, cacheWrite, output }: Bill): number {
  return (
    input * PRICE.input + cacheRead * PRICE.cacheRead + cacheWrite * PRICE.cacheWrite + output * PRICE.output
  );
}

/** What a provider has in its cache: whole beginnings, as their bytes came. */
export interface PrefixStore {
  readonly beginnings: Set<string>;
}

/** Returns how OpenAI bills a prompt: the longest beginning that it has seen is read from the cache, by itself. */
export function automatic(prompt: string, { beginnings }: PrefixStore): Bill {
  const longest = Math.max(0, ...[...beginnings].map((seen) => commonLength(seen, prompt)));
  const found = Math.floor(Math.floor(longest / 4) / STEP) * STEP;
  const cacheRead = found < LEAST_CACHED ? 0 : found;
  return { ...NO_BILL, cacheRead, input: tokensOf(prompt.length) - cacheRead };
}

/**
 * Returns how Anthropic bills a prompt of blocks, some of which end with a mark: the longest marked beginning that is in the
 * cache is read, what lies between it and the last mark is written, and the rest is neither.
 */
export function marked(blocks: readonly Block[], { beginnings }: PrefixStore): Bill {
  const ends = markedBeginnings(blocks).map((beginning) => ({
    tokens: tokensOf(beginning.length),
    isKept: beginnings.has(beginning),
  }));
  const last = ends.at(-1)?.tokens ?? 0;
  const cacheRead = Math.max(0, ...ends.filter(({ isKept }) => isKept).map(({ tokens }) => tokens));
  const all = tokensOf(blocks.reduce((sum, { text }) => sum + text.length, 0));
  return { ...NO_BILL, cacheRead, cacheWrite: last - cacheRead, input: all - last };
}

export interface Block {
  readonly text: string;
  readonly isMarked: boolean;
}

/** Returns the beginnings that end with a mark and are long enough to be cached. */
export function markedBeginnings(blocks: readonly Block[]): string[] {
  const found: string[] = [];
  let sofar = '';
  for (const { text, isMarked } of blocks) {
    sofar += text;
    if (isMarked && tokensOf(sofar.length) >= LEAST_CACHED) found.push(sofar);
  }
  return found;
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}
