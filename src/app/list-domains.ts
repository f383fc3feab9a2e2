import { configuredDomains, type Environment } from '../config/index.ts';
import type { DomainInfo } from '../protocol/service.ts';
import { BUILT_IN } from './compose/create-domains.ts';

export interface ListDomainsOptions {
  readonly configPath?: string | undefined;
  readonly repoPath?: string | undefined;
  readonly env: Environment;
}

/** Returns all domains that a run here could name, with what each is for. */
export function listDomains(options: ListDomainsOptions): readonly DomainInfo[] {
  const builtInDomains = BUILT_IN.list.map((domain) => domain.name);
  return configuredDomains({ ...options, builtInDomains }).map(({ name, basis, description }) => ({
    name,
    description: description ?? BUILT_IN.get(basis).description,
  }));
}
