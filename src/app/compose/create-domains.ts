import { createCodeDomain } from '../../domains/code/index.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Domain } from '../../engine/maker/domain.ts';

/** The domains that are built in; configuration adds others that extend one of them. */
export const BUILT_IN: readonly Domain[] = [createCodeDomain()];

/** Returns the domain that does the work; throws `configuration` naming the known ones. */
export function domainNamed(name: string, domains: readonly Domain[] = BUILT_IN): Domain {
  const domain = domains.find((each) => each.name === name);
  if (domain !== undefined) return domain;
  const known = domains.map((each) => each.name).join(', ');
  throw new MicrofactoryError({
    code: 'configuration',
    message: `Unknown domain "${name}"; known: ${known}.`,
  });
}
