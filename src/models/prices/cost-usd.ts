import type { BilledTokens } from '../providers/provider-client.ts';
import { priceOf, type ModelPrice, type PricedModel } from './price-list.ts';

export interface BilledAnswer extends Omit<PricedModel, 'model'> {
  /** The model as the server returned it, and as it was asked for. */
  readonly models: readonly string[];
  readonly tokens: BilledTokens;
  /** It was asked for in a batch. */
  readonly isBatch?: boolean;
}

/** Returns US dollars by the list of prices, or undefined when the model's price is not known (never 0 for unknown). */
export function costUsd({ models, tokens, isBatch = false, ...where }: BilledAnswer): number | undefined {
  const price = models.map((model) => priceOf({ ...where, model })).find((each) => each !== undefined);
  if (price === undefined) return undefined;
  return tokensUsd(price, tokens) * (isBatch ? (price.batch ?? 1) : 1);
}

/** Returns what so many tokens cost, in US dollars. */
export function tokensUsd(price: ModelPrice, { input, output, cacheRead, cacheWrite }: BilledTokens): number {
  const perMillion =
    input * price.input + output * price.output + cacheRead * price.cacheRead + cacheWrite * price.cacheWrite;
  return perMillion / 1_000_000;
}
