/** The providers that answer over HTTP. */
export type ChatProvider = 'openai' | 'anthropic' | 'compatible';

/** The provider's name as people write it. */
export const PROVIDER_TITLES: Readonly<Record<ChatProvider, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  compatible: 'The OpenAI-compatible server',
};
