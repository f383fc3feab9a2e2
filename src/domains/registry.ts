import { MicrofactoryError } from '../engine/error.ts';
import type { Domain } from '../engine/maker/domain.ts';

/** The domains that a process knows, by name. */
export interface Domains {
  readonly list: readonly Domain[];
  /** Returns the domain; throws `configuration` naming the known ones when there is none of that name. */
  get(name: string): Domain;
}

/** Returns a lookup of the domains; throws `configuration` when two have one name. */
export function createDomains(list: readonly Domain[]): Domains {
  const byName = new Map<string, Domain>();
  for (const domain of list) {
    if (byName.has(domain.name))
      throw new MicrofactoryError({
        code: 'configuration',
        message: `Two domains are named "${domain.name}"; rename one of them.`,
      });
    byName.set(domain.name, domain);
  }
  return {
    list,
    get(name) {
      const domain = byName.get(name);
      if (domain) return domain;
      const known = [...byName.keys()].join(', ');
      throw new MicrofactoryError({
        code: 'configuration',
        message: `Unknown domain "${name}"; known: ${known}.`,
      });
    },
  };
}
