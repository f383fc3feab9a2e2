import { BUILT_IN_DOMAINS } from './defaults.ts';
import { domainChain, knownDomains } from './domain-chain.ts';
import { configurationLayers } from './sources/layer.ts';
import type { SettingsDefaults } from './overrides.ts';
import { microfactoryHome, type Environment } from './sources/microfactory-home.ts';

export interface ConfiguredDomain {
  readonly name: string;
  /** The domain that does the work. */
  readonly basis: string;
  /** As it is written; undefined when the basis is built in. */
  readonly module: string | undefined;
  /** From configuration; undefined when it says nothing, so that the built-in domain's own holds. */
  readonly description: string | undefined;
}

export interface ConfiguredDomainsOptions {
  readonly repoPath?: string | undefined;
  readonly configPath?: string | undefined;
  readonly env?: Environment;
  readonly defaults?: SettingsDefaults | undefined;
  readonly builtInDomains?: readonly string[];
}

/** Returns all domains that a run here could name. Throws `configuration` for a bad file. */
export function configuredDomains(options: ConfiguredDomainsOptions = {}): ConfiguredDomain[] {
  const { repoPath, configPath, env = process.env, builtInDomains = BUILT_IN_DOMAINS } = options;
  const { domains } = options.defaults ?? {};
  const layers = configurationLayers({ repoPath, configPath, home: microfactoryHome(env), domains });
  return knownDomains(layers, builtInDomains).map((name) => {
    const { basis, levels, moduleLevel } = domainChain(name, layers, builtInDomains);
    const own = levels.filter((level) => level.name === name);
    const description = own.find(({ section }) => section.description)?.section.description;
    return { name, basis, module: moduleLevel?.section.module, description };
  });
}
