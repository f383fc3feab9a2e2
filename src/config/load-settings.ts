import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '../engine/ports/microagent.ts';
import { BUILT_IN_DOMAINS, DEFAULT_DOMAIN, DEFAULTS } from './defaults.ts';
import { domainChain, type DomainChain } from './domain-chain.ts';
import { makerOf, ofDomain } from './domain-settings.ts';
import { modulePlace } from './module-place.ts';
import { redFlaggersOf } from './red-flaggers.ts';
import { baseUrlsOf, budgetOf, pricesOf } from './limits.ts';
import type { SettingsDefaults, SettingsOverrides } from './overrides.ts';
import { defaultProvider } from './roles/default-provider.ts';
import { roleSettings, type RoleOptions } from './roles/role-settings.ts';
import type { RoleSettings, Settings } from './settings.ts';
import { configurationLayers, topLevel } from './sources/layer.ts';
import { microfactoryHome, type Environment } from './sources/microfactory-home.ts';
import { shippedRoot as findShippedRoot } from './sources/shipped-root.ts';

export interface LoadSettingsOptions {
  /** The folder that the task works on. */
  readonly repoPath?: string | undefined;
  /** From --config. */
  readonly configPath?: string | undefined;
  readonly overrides?: SettingsOverrides;
  /** From the face's own settings. */
  readonly defaults?: SettingsDefaults | undefined;
  /** The environment, with ~/.env beneath it where that was read. */
  readonly env?: Environment;
  readonly builtInDomains?: readonly string[];
  readonly shippedRoot?: string;
  readonly newSeed?: () => string;
}

export interface LoadedSettings {
  readonly settings: Settings;
  /** Absolute; null when only defaults hold. */
  readonly configFile: string | null;
  /** One sentence each. */
  readonly warnings: readonly string[];
}

/** Returns the settings of a session: run flag, else YAML role, else YAML domain, else setting of the face, else default. Throws `configuration` or `usage`, one sentence. */
export function loadSettings(options: LoadSettingsOptions = {}): LoadedSettings {
  const { repoPath, configPath, env = process.env, newSeed = randomUUID } = options;
  const { overrides = {}, defaults = {} } = options;
  const { domains } = defaults;
  const layers = configurationLayers({ repoPath, configPath, home: microfactoryHome(env), domains });
  const top = topLevel(layers);
  const programs = top('programs');
  const domain = overrides.domain ?? top('default_domain') ?? defaults.domain ?? DEFAULT_DOMAIN;
  const chain = domainChain(domain, layers, options.builtInDomains ?? BUILT_IN_DOMAINS);
  const place = modulePlace(chain, repoPath);
  const fallback = defaultProvider(env);
  const shippedRoot = options.shippedRoot ?? findShippedRoot();
  const roles = allRoles({ chain, overrides, defaults, fallback: fallback.provider, shippedRoot, repoPath });
  const settings: Settings = {
    domain,
    ...(chain.basis === domain ? {} : { basis: chain.basis }),
    ...(place === undefined ? {} : { module: place }),
    roles,
    ...ofDomain(chain),
    ...redFlaggersOf({ chain, critic: roles.solution_discriminator, shippedRoot, repoPath }),
    maker: makerOf({ chain, top, overrides, defaults }),
    ask: overrides.ask ?? top('ask') ?? defaults.ask ?? DEFAULTS.ask,
    onGate: overrides.onGate ?? top('on_gate') ?? defaults.onGate ?? DEFAULTS.onGate,
    dryRun: overrides.dryRun ?? false,
    seed: overrides.seed ?? newSeed(),
    budget: budgetOf(layers, overrides, defaults),
    ...pricesOf(layers),
    ...recordingOf(top('record_exchanges') ?? defaults.recordExchanges),
    ...requestLimitsOf(top('request_timeout_seconds'), top('idle_timeout_seconds')),
    ...(overrides.batch === true && { batch: true }),
    baseUrls: baseUrlsOf(layers, defaults, env),
    ...(programs === undefined ? {} : { programs }),
  };
  const configFile =
    layers.find(({ source }) => source.kind === 'given' || source.kind === 'workspace')?.source.path ?? null;
  return {
    settings,
    configFile,
    warnings: namesProvider(chain, overrides, defaults) ? [] : [fallback.sentence],
  };
}

function allRoles(options: RoleOptions): Readonly<Record<Role, RoleSettings>> {
  const entries = ROLES.map((role) => [role, roleSettings(role, options)] as const);
  return Object.fromEntries(entries) as Record<Role, RoleSettings>;
}

/** What nobody says is left out: so it is in sessions of before. */
function recordingOf(recordExchanges: boolean | undefined): Pick<Settings, 'recordExchanges'> {
  return recordExchanges === undefined ? {} : { recordExchanges };
}

function requestLimitsOf(
  seconds: number | undefined,
  idleSeconds: number | undefined,
): Pick<Settings, 'requestLimits'> {
  if (seconds === undefined && idleSeconds === undefined) return {};
  return {
    requestLimits: {
      ...(seconds !== undefined && { timeoutMs: 1000 * seconds }),
      ...(idleSeconds !== undefined && { idleMs: 1000 * idleSeconds }),
    },
  };
}

function namesProvider(
  chain: DomainChain,
  overrides: SettingsOverrides,
  defaults: SettingsDefaults,
): boolean {
  const solver = chain.levels.some(
    ({ section }) => section.provider !== undefined || section.agents?.solver?.provider !== undefined,
  );
  return overrides.provider !== undefined || solver || defaults.provider !== undefined;
}
