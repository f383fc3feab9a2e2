import type { OwnPrices } from '../protocol/prices.ts';
import { HTTP_PROVIDER_NAMES, httpProvider, type HttpProvider } from '../protocol/providers.ts';
import type { SettingsDefaults, SettingsOverrides } from './overrides.ts';
import type { Settings } from './settings.ts';
import type { Layer } from './sources/layer.ts';
import type { Environment } from './sources/microfactory-home.ts';

/** Returns the limits of a session; what nobody limits is missing. */
export function budgetOf(
  layers: readonly Layer[],
  overrides: SettingsOverrides,
  defaults: SettingsDefaults,
): Settings['budget'] {
  const limit = (key: 'max_usd' | 'max_tokens' | 'max_calls' | 'max_minutes') =>
    layers.find(({ read }) => read.value.budget?.[key] !== undefined)?.read.value.budget?.[key];
  return without({
    maxUsd: overrides.maxUsd ?? limit('max_usd') ?? defaults.maxUsd,
    maxTokens: overrides.maxTokens ?? limit('max_tokens') ?? defaults.maxTokens,
    maxCalls: overrides.maxCalls ?? limit('max_calls') ?? defaults.maxCalls,
    maxMinutes: overrides.maxMinutes ?? limit('max_minutes') ?? defaults.maxMinutes,
  });
}

/** Returns the user's own prices; for a provider those of the strongest file that names it. */
export function pricesOf(layers: readonly Layer[]): Pick<Settings, 'prices'> {
  const all = [...layers].reverse().map(({ read }) => read.value.prices);
  const prices = without(Object.assign({}, ...all) as OwnPrices);
  return Object.keys(prices).length === 0 ? {} : { prices };
}

/** Returns where each provider is, as far as the user's own files, their face's settings and the environment say; a workspace's file has no say. */
export function baseUrlsOf(
  layers: readonly Layer[],
  defaults: SettingsDefaults,
  env: Environment,
): Settings['baseUrls'] {
  const url = (provider: HttpProvider) =>
    layers.find(({ read }) => read.value.base_urls?.[provider] !== undefined)?.read.value.base_urls?.[
      provider
    ] ??
    (defaults.baseUrls?.[provider]?.trim() || undefined) ??
    (env[httpProvider(provider).baseUrlVariable]?.trim() || undefined);
  return without(Object.fromEntries(HTTP_PROVIDER_NAMES.map((provider) => [provider, url(provider)])));
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function without<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
