import { DEFAULT_ESCALATION, DEFAULTS } from './defaults.ts';
import type { DomainChain } from './domain-chain.ts';
import type { DomainSection } from './file/schema.ts';
import { verifierCommand } from './file/verifier-command.ts';
import type { SettingsDefaults, SettingsOverrides } from './overrides.ts';
import type { EscalationSettings, Settings } from './settings.ts';
import type { Top } from './sources/layer.ts';
import { votingSettings } from './voting-settings.ts';

function fromChain<Key extends keyof DomainSection>(chain: DomainChain, key: Key): DomainSection[Key] {
  return chain.levels.find(({ section }) => section[key] !== undefined)?.section[key];
}

/** Returns what a domain's sections say of its own work, filled up with defaults. */
export function ofDomain(chain: DomainChain) {
  const verifier = fromChain(chain, 'verifier');
  const timeout = fromChain(chain, 'verifier_timeout_seconds');
  const search = fromChain(chain, 'search_seconds');
  const said = {
    answers: fromChain(chain, 'answers'),
    items: fromChain(chain, 'items'),
    report: fromChain(chain, 'report'),
  };
  const granularity = fromChain(chain, 'step_granularity');
  const repositoryFormatter = fromChain(chain, 'repository_formatter');
  const behaviourProbes = fromChain(chain, 'behaviour_probes');
  return {
    ...(verifier === undefined ? {} : { verifier: verifierCommand(verifier) }),
    verifierTimeoutMs: timeout === undefined ? DEFAULTS.verifierTimeoutMs : timeout * 1000,
    stepGranularity: {
      maxFiles: granularity?.max_files ?? DEFAULTS.stepGranularity.maxFiles,
      maxLinesChanged: granularity?.max_lines_changed ?? DEFAULTS.stepGranularity.maxLinesChanged,
    },
    evidenceTokens: fromChain(chain, 'evidence_tokens') ?? DEFAULTS.evidenceTokens,
    searchTimeMs: search === undefined ? DEFAULTS.searchTimeMs : search * 1000,
    ...(repositoryFormatter === undefined ? {} : { repositoryFormatter }),
    ...(behaviourProbes === undefined ? {} : { behaviourProbes }),
    ...(said.answers === undefined ? {} : { answers: said.answers }),
    ...(said.items === undefined ? {} : { items: said.items }),
    ...(said.report === undefined ? {} : { report: said.report }),
  };
}

export interface MakerOptions {
  readonly chain: DomainChain;
  readonly top: Top;
  readonly overrides: SettingsOverrides;
  readonly defaults: SettingsDefaults;
}

/** Returns how the method is to work: flags, else the domain's sections, else the file, else the face, else defaults. */
export function makerOf({ chain, top, overrides, defaults }: MakerOptions): Settings['maker'] {
  const { maker } = DEFAULTS;
  const number = (key: NumberKey, otherwise: number): number => fromChain(chain, key) ?? otherwise;
  const alarmShare = fromChain(chain, 'red_flag_alarm_share');
  return {
    maxResamples: number('max_resamples', maker.maxResamples),
    maxAttempts: number('max_attempts', maker.maxAttempts),
    ...votingSettings({ chain, overrides, defaults }),
    escalation: escalationOf(fromChain(chain, 'escalation') ?? {}),
    maxDecompositionDepth: number('max_decomposition_depth', maker.maxDecompositionDepth),
    minWords: number('min_words', maker.minWords),
    humanRedFlagThreshold: number('human_red_flag_threshold', maker.humanRedFlagThreshold),
    humanResampleThreshold: number('human_resample_threshold', maker.humanResampleThreshold),
    humanLowMarginThreshold: number('human_low_margin_threshold', maker.humanLowMarginThreshold),
    ...(alarmShare === undefined ? {} : { redFlagAlarmShare: alarmShare }),
    maxConcurrentLlm:
      overrides.maxConcurrentLlm ??
      top('max_concurrent_llm') ??
      defaults.maxConcurrentLlm ??
      maker.maxConcurrentLlm,
    maxConcurrentSteps:
      overrides.maxConcurrentSteps ??
      top('max_concurrent_steps') ??
      defaults.maxConcurrentSteps ??
      maker.maxConcurrentSteps,
  };
}

function escalationOf(says: EscalationSection): EscalationSettings {
  const { rungs, votes, doubtful, repeats, models } = says;
  return {
    rungs: rungs ?? DEFAULT_ESCALATION.rungs,
    ...(votes === undefined ? {} : { votes }),
    doubtful: doubtful ?? DEFAULT_ESCALATION.doubtful,
    repeats: repeats ?? DEFAULT_ESCALATION.repeats,
    models: (models ?? []).map(({ provider, model }) => ({ ...(provider && { provider }), model })),
  };
}

type EscalationSection = NonNullable<DomainSection['escalation']>;

type NumberKey = {
  [Key in keyof DomainSection]-?: DomainSection[Key] extends number | undefined ? Key : never;
}[keyof DomainSection];
