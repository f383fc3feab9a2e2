/** Placeholders for servers that need no key (`none`, `ollama`) are ordinary words, not secrets. */
const SHORTEST_SECRET = 8;
const SHORTEST_IN_ANSWER = 16;

/** Returns the text with every occurrence of the key, or of half of it and more, replaced: plain, URL-encoded and in base64. */
export function withoutSecret(text: string, key: string | undefined): string {
  if (key === undefined || key.length < SHORTEST_SECRET) return text;
  return spellings(key).reduce(withoutParts, text);
}

/** Returns the text with every occurrence of each of the keys replaced. */
export function withoutSecrets(text: string, keys: readonly string[]): string {
  return keys.reduce(withoutSecret, text);
}

/** Returns a model's answer without the key; words that stand in for a key where none is needed are left alone in it. */
export function answerWithoutSecret(text: string, key: string | undefined): string {
  const isPlaceholder = key === undefined || key.length < SHORTEST_IN_ANSWER || !/\d/u.test(key);
  return isPlaceholder ? text : withoutSecret(text, key);
}

/** Returns a copy of the error's message that can be logged: errors of SDKs may hold headers. */
export function loggableCause(error: unknown, key: string | undefined): Error {
  const message = error instanceof Error ? error.message : String(error);
  const copy = new Error(withoutSecret(message, key));
  delete copy.stack;
  return copy;
}

function spellings(key: string): string[] {
  const encoded = [0, 1, 2].map((offset) => base64At(key, offset));
  const forAddresses = encoded.map((each) => each.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([key, encodeURIComponent(key), ...encoded, ...forAddresses])];
}

/** The key's part of the base64 of a text in which it begins so many bytes (modulo 3) from the start. */
function base64At(key: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(key)]);
  const whole = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), whole);
}

/** Half a key narrows the search for the rest: what is as long as that goes, too. */
function withoutParts(text: string, spelling: string): string {
  const length = Math.max(SHORTEST_SECRET, Math.floor(spelling.length / 2));
  const covered: [from: number, to: number][] = [];
  for (let start = 0; start + length <= spelling.length; start += 1) {
    const part = spelling.slice(start, start + length);
    for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1))
      covered.push([at, at + length]);
  }
  return covered.length === 0 ? text : cutOut(text, covered);
}

function cutOut(text: string, covered: [from: number, to: number][]): string {
  let safe = '';
  let end = 0;
  for (const [from, to] of covered.sort(([one], [other]) => one - other)) {
    if (from >= end) safe += `${text.slice(end, from)}[key]`;
    end = Math.max(end, to);
  }
  return safe + text.slice(end);
}
