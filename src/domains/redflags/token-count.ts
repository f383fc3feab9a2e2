import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What one piece of text may hold: the tokenizer takes time with the square of a run of letters. */
const LONGEST_RUN = 200;
const RUNS = new RegExp(`\\S{${LONGEST_RUN}}|\\s{${LONGEST_RUN}}`);
const PIECES = new RegExp(`\\S{1,${LONGEST_RUN}}|\\s{1,${LONGEST_RUN}}`, 'g');

interface Tokenizer {
  countTokens(text: string, options: { readonly disallowedSpecial: ReadonlySet<string> }): number;
}

/** Words such as `<|endoftext|>` are text like any other here. */
const PLAIN = { disallowedSpecial: new Set<string>() };

let loaded: Tokenizer | undefined;

/** Returns how many tokens of the vocabulary `o200k_base` a text has; the tokenizer is loaded when it is first asked. */
export function tokenCount(text: string): number {
  loaded ??= tokenizer();
  const { countTokens } = loaded;
  if (!RUNS.test(text)) return countTokens(text, PLAIN);
  return (text.match(PIECES) ?? []).reduce((sum, piece) => sum + countTokens(piece, PLAIN), 0);
}

/** Returns whether a text has at most so many tokens. A token is a byte at least, so that short texts need no tokenizer. */
export function hasAtMost(limit: number, text: string): boolean {
  return Buffer.byteLength(text) <= limit || tokenCount(text) <= limit;
}

/** Beside the bundle, which must not grow by its vocabulary; in its package where nothing is bundled. */
function tokenizer(): Tokenizer {
  const load = createRequire(import.meta.url);
  const beside = fileURLToPath(new URL('./tokenizer.cjs', import.meta.url));
  return load(existsSync(beside) ? beside : 'gpt-tokenizer/encoding/o200k_base') as Tokenizer;
}
