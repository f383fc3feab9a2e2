import { baseUrlsOf, pricesOf } from './limits.ts';
import type { SettingsDefaults } from './overrides.ts';
import type { Settings } from './settings.ts';
import { configurationLayers } from './sources/layer.ts';
import { microfactoryHome, type Environment } from './sources/microfactory-home.ts';

export interface SurroundingsQuery {
  readonly repoPath?: string | undefined;
  readonly configPath?: string | undefined;
  readonly defaults?: SettingsDefaults | undefined;
  readonly env: Environment;
}

/** Returns where each provider is and what the user says of prices, without asking who is to answer: for what looks at providers before one is chosen. */
export function loadSurroundings({
  repoPath,
  configPath,
  defaults = {},
  env,
}: SurroundingsQuery): Pick<Settings, 'baseUrls' | 'prices'> {
  const { domains } = defaults;
  const layers = configurationLayers({ repoPath, configPath, home: microfactoryHome(env), domains });
  return { baseUrls: baseUrlsOf(layers, defaults, env), ...pricesOf(layers) };
}
