import type { ChatProvider } from '../provider.ts';

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

interface PriceList {
  readonly source: string;
  /** The day on which the list was compared with its source. */
  readonly asOf: string;
  readonly models: Readonly<Record<string, Price>>;
}

const openai = (input: number, cacheRead: number, output: number): Price => ({
  input,
  output,
  cacheRead,
  cacheWrite: input,
});

const anthropic = (input: number, cacheRead: number, output: number): Price => ({
  input,
  output,
  cacheRead,
  cacheWrite: input * 1.25,
});

/**
 * Published list prices. Models whose price depends on the prompt's length are left out: a price that is not known is
 * shown as unknown.
 */
export const PRICES: Readonly<Partial<Record<ChatProvider, PriceList>>> = {
  openai: {
    source: 'https://developers.openai.com/api/docs/pricing',
    asOf: '2026-11-01',
    models: {
      'gpt-4o': openai(2.5, 1.25, 10),
      'gpt-4o-mini': openai(0.15, 0.075, 0.6),
      'gpt-4.1': openai(2, 0.5, 8),
      'gpt-4.1-mini': openai(0.4, 0.1, 1.6),
      'gpt-4.1-nano': openai(0.1, 0.025, 0.4),
      'gpt-5': openai(1.25, 0.125, 10),
      'gpt-5-mini': openai(0.25, 0.025, 2),
      'gpt-5-nano': openai(0.05, 0.005, 0.4),
      'gpt-5.2': openai(1.75, 0.175, 14),
    },
  },
  anthropic: {
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    asOf: '2026-11-01',
    models: {
      'claude-haiku-4-5': anthropic(1, 0.1, 5),
      'claude-sonnet-4-5': anthropic(3, 0.3, 15),
      'claude-sonnet-4-6': anthropic(3, 0.3, 15),
      'claude-sonnet-5': anthropic(2, 0.2, 10),
      'claude-sonnet-5-5': anthropic(2, 0.1, 10),
      'claude-opus-4-5': anthropic(5, 0.5, 25),
      'claude-opus-4-6': anthropic(5, 0.5, 25),
      'claude-opus-4-7': anthropic(5, 0.5, 25),
      'claude-opus-4-8': anthropic(5, 0.5, 25),
      'claude-opus-5': anthropic(5, 0.5, 25),
      'claude-opus-5-5': anthropic(4, 0.2, 20),
    },
  },
};
