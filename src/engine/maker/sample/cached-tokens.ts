/** Returns how an event says that so many tokens of prompts came from a provider's cache: not at all where none did. */
export function cachedTokens(count: number): { readonly cachedInputTokens?: number } {
  return count > 0 ? { cachedInputTokens: count } : {};
}
