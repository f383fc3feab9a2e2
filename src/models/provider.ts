import { httpProvider, type ChatProvider, type HttpProvider } from '../protocol/providers.ts';

export type { ChatProvider, HttpProvider };

/** Returns the provider's name as people write it. */
export function providerTitle(provider: ChatProvider): string {
  return provider === 'vscode-lm' ? 'VS Code' : httpProvider(provider).title;
}
