import { configuredDomains, type Environment } from '../config/index.ts';
import type { ConfigurationQuery, DomainInfo } from '../protocol/service.ts';
import { BUILT_IN } from './compose/create-domains.ts';

export interface ListDomainsOptions extends ConfigurationQuery {
  readonly env: Environment;
}

/** Returns all domains that a run here could name, with what each is for; runs no module to learn it. */
export function listDomains(options: ListDomainsOptions): readonly DomainInfo[] {
  const builtInDomains = BUILT_IN.list.map((domain) => domain.name);
  return configuredDomains({ ...options, builtInDomains }).map(({ name, basis, module, description }) => ({
    name,
    description: description ?? (module === undefined ? BUILT_IN.get(basis).description : `By ${module}.`),
  }));
}
