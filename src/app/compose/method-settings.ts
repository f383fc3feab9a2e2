import { DEFAULT_ESCALATION } from '../../config/defaults.ts';
import type { Settings } from '../../config/settings.ts';
import type { Amounts } from '../../engine/flow/budget.ts';
import type { DomainSettings } from '../../engine/maker/domain.ts';
import type { MakerSettings } from '../../engine/maker/environment.ts';

/** Returns the part of the settings that the method reads. */
export function makerSettings({ maker, roles, seed, ask, onGate, dryRun }: Settings): MakerSettings {
  return {
    seed,
    roles,
    ask,
    onGate,
    dryRun,
    votingRule: maker.votingRule,
    dissentSensitive: maker.dissentSensitive,
    adaptiveK: maker.adaptiveK,
    targetSuccess: maker.targetSuccess,
    kMin: maker.kMin,
    kMax: maker.kMax,
    escalation: maker.escalation ?? DEFAULT_ESCALATION,
    maxResamples: maker.maxResamples,
    maxAttempts: maker.maxAttempts,
    maxDecompositionDepth: maker.maxDecompositionDepth,
    minWords: maker.minWords,
    humanRedFlagThreshold: maker.humanRedFlagThreshold,
    humanResampleThreshold: maker.humanResampleThreshold,
    humanLowMarginThreshold: maker.humanLowMarginThreshold,
    redFlagAlarmShare: maker.redFlagAlarmShare,
  };
}

/** Returns the part of the settings that domains read. */
export function domainSettings(settings: Settings): DomainSettings {
  return {
    ...(settings.verifier === undefined ? {} : { verifier: settings.verifier }),
    verifierTimeoutMs: settings.verifierTimeoutMs,
    stepGranularity: settings.stepGranularity,
    redFlaggers: settings.redFlaggers,
    ...(settings.repositoryFormatter === undefined
      ? {}
      : { repositoryFormatter: settings.repositoryFormatter }),
    ...(settings.behaviourProbes === undefined ? {} : { behaviourProbes: settings.behaviourProbes }),
    evidenceTokens: settings.evidenceTokens,
    offline: settings.roles.solver.provider === 'offline',
    searchTimeMs: settings.searchTimeMs,
    ...(settings.answers === undefined ? {} : { answers: settings.answers }),
    ...(settings.items === undefined ? {} : { items: settings.items }),
    ...(settings.report === undefined ? {} : { report: settings.report }),
  };
}

/** So many steps wait for answers together that a wide plan becomes few batches. */
const STEPS_OF_A_BATCH = 64;

/** Returns how many steps run at once. A search uses all cores by itself, and gains by what the step before repaired. */
export function concurrentSteps({ maker, roles, batch }: Settings): number {
  if (batch === true) return Math.max(STEPS_OF_A_BATCH, maker.maxConcurrentSteps);
  return roles.solver.provider === 'offline' ? 1 : maker.maxConcurrentSteps;
}

/** Returns the limits that the flow holds the session to, by name. */
export function budgetLimits({ budget }: Settings): Amounts {
  const named = {
    usd: budget.maxUsd,
    tokens: budget.maxTokens,
    calls: budget.maxCalls,
    minutes: budget.maxMinutes,
  };
  return Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
