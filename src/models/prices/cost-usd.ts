import type { ChatProvider } from '../provider.ts';
import type { BilledTokens } from '../providers/provider-client.ts';
import { PRICES } from './prices.ts';

export interface BilledAnswer {
  readonly provider: ChatProvider;
  /** The model as the server returned it, and as it was asked for. */
  readonly models: readonly string[];
  readonly tokens: BilledTokens;
}

const SNAPSHOT_DATE = /-(\d{4}-\d{2}-\d{2}|\d{8})$/;

/** Returns US dollars by the list of prices, or undefined when the model's price is not known (never 0 for unknown). */
export function costUsd({ provider, models, tokens }: BilledAnswer): number | undefined {
  const list = PRICES[provider]?.models ?? {};
  const names = models.flatMap((model) => [model, model.replace(SNAPSHOT_DATE, '')]);
  const name = names.find((each) => Object.hasOwn(list, each));
  const price = name === undefined ? undefined : list[name];
  if (price === undefined) return undefined;
  const { input, output, cacheRead, cacheWrite } = tokens;
  const perMillion =
    input * price.input + output * price.output + cacheRead * price.cacheRead + cacheWrite * price.cacheWrite;
  return perMillion / 1_000_000;
}
