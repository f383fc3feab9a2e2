/** The providers that answer over HTTP. */
export type HttpProvider = 'openai' | 'anthropic' | 'compatible';

/** All providers that answer as a chat; `vscode-lm` is lent by the editor. */
export type ChatProvider = HttpProvider | 'vscode-lm';

/** The provider's name as people write it. */
export const PROVIDER_TITLES: Readonly<Record<ChatProvider, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  compatible: 'The OpenAI-compatible server',
  'vscode-lm': 'VS Code',
};
