/** Returns the text with every occurrence of the key, whole or URL-encoded, replaced. */
export function withoutSecret(text: string, key: string | undefined): string {
  if (key === undefined || key === '') return text;
  return text.replaceAll(key, '[key]').replaceAll(encodeURIComponent(key), '[key]');
}

/** Returns a copy of the error's name and message that can be logged: SDK errors may hold headers. */
export function loggableCause(error: unknown, key: string | undefined): Error {
  const message = error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error);
  const copy = new Error(withoutSecret(message, key));
  delete copy.stack;
  return copy;
}
