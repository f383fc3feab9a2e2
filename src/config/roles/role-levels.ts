import type { Role } from '../../engine/ports/microagent.ts';
import type { DomainChain, DomainLevel } from '../domain-chain.ts';
import type { Path } from '../file/read-configuration.ts';
import type { RoleSection } from '../file/schema.ts';
import type { SettingsDefaults, SettingsOverrides } from '../overrides.ts';

/** One place that may say something about a role; `at` is missing for flags and for the face's settings. */
export interface RoleLevel {
  readonly says: RoleSection;
  readonly at?: { readonly level: DomainLevel; readonly path: Path };
}

/** Returns everything that may say something about a role, the strongest first: flags, role sections, domain sections, the face's settings. */
export function roleLevels(
  role: Role,
  chain: DomainChain,
  { overrides, defaults }: { readonly overrides: SettingsOverrides; readonly defaults: SettingsDefaults },
): RoleLevel[] {
  const roles = chain.levels.map((level) => ({
    says: level.section.agents?.[role] ?? {},
    at: { level, path: ['domains', level.name, 'agents', role] },
  }));
  const domains = chain.levels.map((level) => ({
    says: ofDomain(role, level),
    at: { level, path: ['domains', level.name] },
  }));
  return [{ says: ofFlags(role, overrides) }, ...roles, ...domains, { says: ofFlags(role, defaults) }];
}

function ofFlags(role: Role, { provider, model, models: names, samples, k }: SettingsOverrides): RoleSection {
  const models = names === undefined ? undefined : [...names];
  return role === 'solver' ? { provider, model, models, samples, k } : { provider, model, models };
}

/** Plans and judgements have races of their own size: what a domain says of votes is meant for its solutions. */
function ofDomain(role: Role, { section }: DomainLevel): RoleSection {
  const { provider, model, models, fallback, max_tokens, temperature, samples, k } = section;
  return role === 'solver'
    ? { provider, model, models, fallback, max_tokens, temperature, samples, k }
    : { provider, model, models, fallback, temperature };
}
