import type { OwnPrices, WrittenPrice } from '../../protocol/prices.ts';
import { HTTP_PROVIDER_NAMES, type ChatProvider, type HttpProvider } from '../../protocol/providers.ts';
import { isLoopback } from '../keys/base-url.ts';
import prices from './prices.json' with { type: 'json' };

/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** The longest prompt and answer together, in tokens. */
  readonly contextTokens?: number;
  /** What a request in a batch costs, as a part of the price; undefined where the provider has no batches. */
  readonly batch?: number;
}

export interface PricedModel {
  readonly provider: ChatProvider;
  readonly model: string;
  /** Where the model answers; a server on this machine may cost nothing. */
  readonly baseUrl?: string | undefined;
  readonly own?: OwnPrices | undefined;
}

interface PriceList {
  readonly as_of: string;
  readonly source: string;
  readonly batch?: number;
  readonly models: Readonly<Record<string, WrittenPrice>>;
}

/** Published list prices. Models whose price depends on the prompt's length are left out: unknown is better than wrong. */
export const PRICE_LISTS: Readonly<Partial<Record<ChatProvider, PriceList>>> = prices;

/** A provider that is another way to the same models. */
const LIST_OF: Readonly<Partial<Record<ChatProvider, ChatProvider>>> = { 'openai-responses': 'openai' };

/** Programs that run a model with this machine's own means; what stands behind another server's address nobody can tell. */
const RUNS_HERE: ReadonlySet<ChatProvider> = new Set<HttpProvider>([
  'ollama',
  'lmstudio',
  'vllm',
  'llamacpp',
]);
const FREE: ModelPrice = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

const SNAPSHOT_DATE = /-(\d{4}-\d{2}-\d{2}|\d{8})$/;

/** Returns what a model costs: by the user's own prices, else the list's, else 0 where it runs on this machine; undefined when the price is not known (never 0 for unknown). */
export function priceOf({ provider, model, baseUrl, own }: PricedModel): ModelPrice | undefined {
  const name = LIST_OF[provider] ?? provider;
  const list = PRICE_LISTS[name];
  const listed = byName(list?.models ?? {}, model);
  const written = byPattern(own?.[provider] ?? own?.[name] ?? {}, model) ?? listed;
  if (written === undefined) return runsHere({ provider, model, baseUrl }) ? FREE : undefined;
  const contextTokens = written.context ?? listed?.context;
  return {
    input: written.input,
    output: written.output,
    cacheRead: written.cache_read ?? written.input,
    cacheWrite: written.cache_write ?? written.input,
    ...(contextTokens !== undefined && { contextTokens }),
    ...(list?.batch !== undefined && { batch: list.batch }),
  };
}

/** The providers whose answers can be asked for in batches, at a part of the price. */
export const BATCH_PROVIDERS: readonly HttpProvider[] = HTTP_PROVIDER_NAMES.filter(
  (provider) => PRICE_LISTS[provider]?.batch !== undefined,
);

type Prices = Readonly<Record<string, WrittenPrice>>;

function byName(models: Prices, model: string): WrittenPrice | undefined {
  const name = [model, model.replace(SNAPSHOT_DATE, '')].find((each) => Object.hasOwn(models, each));
  return name === undefined ? undefined : models[name];
}

/** The name itself, else the longest pattern that fits. */
function byPattern(models: Prices, model: string): WrittenPrice | undefined {
  const patterns = Object.keys(models).filter((name) => name.includes('*') && fits(name, model));
  const [longest] = patterns.sort((one, other) => other.length - one.length);
  return byName(models, model) ?? (longest === undefined ? undefined : models[longest]);
}

function fits(pattern: string, model: string): boolean {
  const [first = '', ...rest] = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${[first, ...rest].join('.*')}$`, 'u').test(model);
}

/** Ollama passes models whose tag ends with `cloud` on to its own service. */
function runsHere({ provider, model, baseUrl }: PricedModel): boolean {
  if (!RUNS_HERE.has(provider) || baseUrl === undefined || !isLoopback(baseUrl)) return false;
  return provider !== 'ollama' || !/[:-]cloud$/u.test(model);
}
