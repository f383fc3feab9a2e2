/** Placeholders for servers that need no key (`none`, `ollama`) are ordinary words, not secrets. */
const SHORTEST_SECRET = 8;

/** Returns the text with every occurrence of the key, plain or URL-encoded, replaced. */
export function withoutSecret(text: string, key: string | undefined): string {
  if (key === undefined || key.length < SHORTEST_SECRET) return text;
  const spellings = new Set([key, encodeURIComponent(key)]);
  return [...spellings].reduce((safe, spelling) => safe.replaceAll(spelling, '[key]'), text);
}

/** Returns a copy of the error's message that can be logged: errors of SDKs may hold headers. */
export function loggableCause(error: unknown, key: string | undefined): Error {
  const message = error instanceof Error ? error.message : String(error);
  const copy = new Error(withoutSecret(message, key));
  delete copy.stack;
  return copy;
}
