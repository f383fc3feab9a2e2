import type { ChatProvider } from '../provider.ts';
import type { Capabilities } from './capabilities.ts';

interface CapabilityRow {
  readonly provider: ChatProvider;
  /** Undefined: every other model of the provider. */
  readonly models?: RegExp;
  readonly takes: Capabilities;
}

/** What is known beforehand; first match wins. Only saves one refused request: servers have the last word. */
export const INITIAL_CAPABILITIES: readonly CapabilityRow[] = [
  {
    provider: 'openai',
    models: /^o\d|^gpt-5(?!.*chat)/,
    takes: { temperature: false, seed: true, schema: true, tokensParameter: 'max_completion_tokens' },
  },
  {
    provider: 'openai',
    takes: { temperature: true, seed: true, schema: true, tokensParameter: 'max_completion_tokens' },
  },
  {
    provider: 'anthropic',
    models: /^claude-(3|opus-4-[01]|opus-4-2|sonnet-4-[02])/,
    takes: { temperature: true, seed: false, schema: false, tokensParameter: 'max_tokens' },
  },
  {
    provider: 'anthropic',
    takes: { temperature: true, seed: false, schema: true, tokensParameter: 'max_tokens' },
  },
  {
    provider: 'compatible',
    takes: { temperature: true, seed: true, schema: true, tokensParameter: 'max_tokens' },
  },
];
