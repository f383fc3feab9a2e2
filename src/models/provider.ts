import {
  httpProvider,
  isProgram,
  programRow,
  type ChatProvider,
  type HttpProvider,
} from '../protocol/providers.ts';

export type { ChatProvider, HttpProvider };

/** Returns the provider's name as people write it. */
export function providerTitle(provider: ChatProvider): string {
  if (isProgram(provider)) return programRow(provider).title;
  return provider === 'vscode-lm' ? 'VS Code' : httpProvider(provider).title;
}
