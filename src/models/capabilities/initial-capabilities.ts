import type { ChatProvider } from '../provider.ts';
import type { Capabilities, ModelPlace } from './capabilities.ts';

interface CapabilityRow {
  readonly provider: ChatProvider;
  /** Undefined: every other model of the provider. */
  readonly models?: RegExp;
  /** What differs from a server of which nothing is known. */
  readonly takes: Partial<Capabilities>;
}

const UNKNOWN_SERVER: Capabilities = {
  temperature: true,
  seed: true,
  schema: true,
  tokensParameter: 'max_tokens',
  stream: true,
  streamOptions: true,
  choices: true,
  cacheKey: false,
  prefixCache: 'none',
};

const OPENAI = {
  tokensParameter: 'max_completion_tokens',
  cacheKey: true,
  prefixCache: 'automatic',
} as const;
const RESPONSES = { ...OPENAI, seed: false, choices: false, streamOptions: false } as const;
const ANTHROPIC = { seed: false, choices: false, streamOptions: false, prefixCache: 'marked' } as const;

/** OpenAI's models that reason, which take no temperature. */
const REASONING = /^o\d|^gpt-5(?!.*chat)/;

/** What is known beforehand; first match wins. Only saves one refused request: servers have the last word. */
const INITIAL_CAPABILITIES: readonly CapabilityRow[] = [
  { provider: 'openai', models: REASONING, takes: { ...OPENAI, temperature: false } },
  { provider: 'openai', takes: OPENAI },
  { provider: 'openai-responses', models: REASONING, takes: { ...RESPONSES, temperature: false } },
  { provider: 'openai-responses', takes: RESPONSES },
  {
    provider: 'anthropic',
    models: /^claude-(3|opus-4-[01]|opus-4-2|sonnet-4-[02])/,
    takes: { ...ANTHROPIC, schema: false },
  },
  { provider: 'anthropic', takes: ANTHROPIC },
  { provider: 'azure', takes: { prefixCache: 'automatic' } },
  { provider: 'gemini', takes: { prefixCache: 'automatic' } },
  { provider: 'xai', takes: { prefixCache: 'automatic' } },
  // Anthropic's models want the beginning marked wherever they are reached.
  { provider: 'openrouter', models: /^anthropic\//, takes: {} },
  { provider: 'openrouter', takes: { prefixCache: 'automatic' } },
];

/** Returns what is known of a model before its server was asked. */
export function initialCapabilities({ provider, model }: ModelPlace): Capabilities {
  const row = INITIAL_CAPABILITIES.find(
    (each) => each.provider === provider && (each.models === undefined || each.models.test(model)),
  );
  return { ...UNKNOWN_SERVER, ...row?.takes };
}
