import { ROLES, type Role } from '../engine/ports/microagent.ts';
import { MicrofactoryError } from '../engine/error.ts';
import { DEFAULT_MODELS } from './defaults.ts';
import type { SettingsOverrides } from './overrides.ts';
import { mixOf, namedModels } from './roles/model-mix.ts';
import type { RoleSettings, Settings } from './settings.ts';

/** Returns the frozen settings of a session with what a resume changes; throws `usage` when the result can't work. */
export function overrideSettings(settings: Settings, overrides: SettingsOverrides): Settings {
  const { maker, budget } = settings;
  const roles = ROLES.map((role) => [role, overriddenRole(role, settings.roles[role], overrides)] as const);
  return {
    ...settings,
    roles: Object.fromEntries(roles) as Record<Role, RoleSettings>,
    maker: {
      ...maker,
      votingRule: overrides.votingRule ?? maker.votingRule,
      dissentSensitive: overrides.dissentSensitive ?? maker.dissentSensitive,
      adaptiveK: overrides.adaptiveK ?? maker.adaptiveK,
      targetSuccess: overrides.targetSuccess ?? maker.targetSuccess,
      maxConcurrentLlm: overrides.maxConcurrentLlm ?? maker.maxConcurrentLlm,
      maxConcurrentSteps: overrides.maxConcurrentSteps ?? maker.maxConcurrentSteps,
    },
    ...(overrides.batch !== undefined && { batch: overrides.batch }),
    ask: overrides.ask ?? settings.ask,
    onGate: overrides.onGate ?? settings.onGate,
    budget: {
      ...budget,
      ...(overrides.maxUsd === undefined ? {} : { maxUsd: overrides.maxUsd }),
      ...(overrides.maxTokens === undefined ? {} : { maxTokens: overrides.maxTokens }),
      ...(overrides.maxCalls === undefined ? {} : { maxCalls: overrides.maxCalls }),
      ...(overrides.maxMinutes === undefined ? {} : { maxMinutes: overrides.maxMinutes }),
    },
  };
}

function overriddenRole(role: Role, now: RoleSettings, overrides: SettingsOverrides): RoleSettings {
  const provider = overrides.provider ?? now.provider;
  const named = namedModels({ provider, model: overrides.model, models: [...(overrides.models ?? [])] });
  const model = named[0]?.model ?? (provider === now.provider ? now.model : DEFAULT_MODELS[provider]);
  if (model === undefined) {
    throw usage(`The provider ${provider} needs the name of a model: add --llm-model.`);
  }
  // Who is named anew answers instead of all of before.
  const isSame = named.length === 0 && provider === now.provider;
  const mix = isSame ? now.mix : mixOf(named, provider);
  if (role !== 'solver') return { ...now, provider, model, mix };
  const samples = overrides.samples ?? now.samples;
  const k = overrides.k ?? now.k;
  if (samples < k)
    throw usage(`A lead of ${k} can't be reached with ${samples} samples: use --samples ${2 * k + 1}.`);
  return { ...now, provider, model, mix, samples, k };
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}
