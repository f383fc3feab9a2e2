import { DEFAULTS } from './defaults.ts';
import type { DomainChain, DomainLevel } from './domain-chain.ts';
import { configurationError } from './file/problem.ts';
import type { DomainSection } from './file/schema.ts';
import type { SettingsDefaults, SettingsOverrides } from './overrides.ts';
import type { Settings } from './settings.ts';

interface Options {
  readonly chain: DomainChain;
  readonly overrides: SettingsOverrides;
  readonly defaults: SettingsDefaults;
}

type VotingSettings = Pick<
  Settings['maker'],
  'votingRule' | 'dissentSensitive' | 'adaptiveK' | 'targetSuccess' | 'kMin' | 'kMax'
>;

/** Returns how races are decided, and how k may follow the estimates. Throws `configuration` for bounds that exclude each other. */
export function votingSettings({ chain, overrides, defaults }: Options): VotingSettings {
  const { maker } = DEFAULTS;
  const said = <Key extends keyof DomainSection>(key: Key) => says(chain, key)?.value;
  const kMin = said('k_min');
  const kMax = said('k_max');
  checkBounds(chain, kMin, kMax ?? maker.kMax);
  return {
    votingRule: overrides.votingRule ?? said('voting_rule') ?? defaults.votingRule ?? maker.votingRule,
    dissentSensitive:
      overrides.dissentSensitive ??
      said('dissent_sensitive') ??
      defaults.dissentSensitive ??
      maker.dissentSensitive,
    adaptiveK: overrides.adaptiveK ?? said('adaptive_k') ?? defaults.adaptiveK ?? maker.adaptiveK,
    targetSuccess:
      overrides.targetSuccess ?? said('target_success') ?? defaults.targetSuccess ?? maker.targetSuccess,
    ...(kMin !== undefined && { kMin }),
    kMax: kMax ?? maker.kMax,
  };
}

type Said<Key extends keyof DomainSection> = { level: DomainLevel; value: NonNullable<DomainSection[Key]> };

function says<Key extends keyof DomainSection>(chain: DomainChain, key: Key): Said<Key> | undefined {
  for (const level of chain.levels) {
    const value = level.section[key];
    if (value !== undefined) return { level, value: value as NonNullable<DomainSection[Key]> };
  }
  return undefined;
}

function checkBounds(chain: DomainChain, kMin: number | undefined, kMax: number): void {
  if (kMin === undefined || kMin <= kMax) return;
  const key = says(chain, 'k_max') === undefined ? 'k_min' : 'k_max';
  const level = says(chain, key)?.level;
  if (level === undefined) return;
  const path = ['domains', level.name, key];
  const message = `${path.join('.')}: k can't be at least ${kMin} and at most ${kMax}; write k_max: ${kMin}, or more.`;
  throw configurationError([level.layer.read.problemAt(path, message)]);
}
