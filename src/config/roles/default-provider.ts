import type { ProviderName } from '../settings.ts';
import type { Environment } from '../sources/microfactory-home.ts';

export interface DefaultProvider {
  readonly provider: ProviderName;
  /** Which provider was taken and why, in one sentence. */
  readonly sentence: string;
}

/** Returns the provider for a run that names none: the one whose key is there, else the offline search. */
export function defaultProvider(env: Environment): DefaultProvider {
  const change = 'choose another with --llm-provider';
  for (const [provider, variable] of [
    ['openai', 'OPENAI_API_KEY'],
    ['anthropic', 'ANTHROPIC_API_KEY'],
  ] as const) {
    if ((env[variable] ?? '').trim() !== '') {
      return { provider, sentence: `Using ${provider}, because ${variable} is set; ${change}.` };
    }
  }
  return {
    provider: 'offline',
    sentence: `Using offline repair (no model), because neither OPENAI_API_KEY nor ANTHROPIC_API_KEY is set; ${change}.`,
  };
}
