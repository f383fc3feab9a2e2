/** Returns what faces are told of tokens that came from providers' caches: nothing where none did. */
export function cachedInput(tokens = 0): { readonly cached_input_tokens?: number } {
  return tokens > 0 ? { cached_input_tokens: tokens } : {};
}
