import type { ChatProvider } from './providers.ts';

/** A price as a file writes it, in US dollars for a million tokens; what is left out of the cache's prices costs as much as other input. */
export interface WrittenPrice {
  readonly input: number;
  readonly output: number;
  readonly cache_read?: number | undefined;
  readonly cache_write?: number | undefined;
  /** The longest prompt and answer together, in tokens. */
  readonly context?: number | undefined;
}

/** Prices of a user's own, by provider and model; a `*` in a model's name stands for any characters. */
export type OwnPrices = Readonly<
  Partial<Record<ChatProvider, Readonly<Record<string, WrittenPrice>> | undefined>>
>;
