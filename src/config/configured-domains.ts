import { BUILT_IN_DOMAINS } from './defaults.ts';
import { domainChain, knownDomains } from './domain-chain.ts';
import { configurationLayers } from './sources/layer.ts';
import { microfactoryHome, type Environment } from './sources/microfactory-home.ts';

export interface ConfiguredDomain {
  readonly name: string;
  /** The built-in domain that does the work. */
  readonly basis: string;
  /** From configuration; undefined when it says nothing, so that the built-in domain's own holds. */
  readonly description: string | undefined;
}

export interface ConfiguredDomainsOptions {
  readonly repoPath?: string | undefined;
  readonly configPath?: string | undefined;
  readonly env?: Environment;
  readonly builtInDomains?: readonly string[];
}

/** Returns all domains that a run here could name. Throws `configuration` for a bad file. */
export function configuredDomains(options: ConfiguredDomainsOptions = {}): ConfiguredDomain[] {
  const { repoPath, configPath, env = process.env, builtInDomains = BUILT_IN_DOMAINS } = options;
  const layers = configurationLayers({ repoPath, configPath, home: microfactoryHome(env) });
  return knownDomains(layers, builtInDomains).map((name) => {
    const { basis, levels } = domainChain(name, layers, builtInDomains);
    const own = levels.filter((level) => level.name === name);
    return { name, basis, description: own.find(({ section }) => section.description)?.section.description };
  });
}
