import { DEFAULT_SOLVER_TEMPLATE, shippedRoot, type Settings } from '../../config/index.ts';
import type { ChatModel } from '../../engine/ports/chat-model.ts';
import { priceOf, type ChatProvider } from '../../models/index.ts';
import type { ProbeSetEstimate, ProbeSetPlan } from '../../protocol/probe-set.ts';
import { askSet, tokensOfSet } from './ask-set.ts';
import { estimateSet } from './estimate-set.ts';
import { PROBE_TASKS } from './tasks.ts';

/** Returns what asking the probe set would cost at most, asking nothing. */
export function planSet(settings: Settings): ProbeSetPlan {
  const { provider, model, maxTokens } = settings.roles.solver;
  const input = tokensOfSet(forCode(settings));
  const output = PROBE_TASKS.length * maxTokens;
  const baseUrl = settings.baseUrls[provider];
  const price = priceOf({ provider: provider as ChatProvider, model, baseUrl, own: settings.prices });
  const usd = price === undefined ? null : (input * price.input + output * price.output) / 1_000_000;
  return { tasks: PROBE_TASKS.length, input_tokens: input, most_output_tokens: output, most_usd: usd };
}

/** Asks the solver's model the probe set at the role's settings, and returns the estimates. */
export async function runSet(settings: Settings, model: ChatModel): Promise<ProbeSetEstimate> {
  const { votingRule: rule, targetSuccess: target } = settings.maker;
  return estimateSet(await askSet(forCode(settings), model), { rule, target });
}

/** The tasks are code: the prompts of domains that are not about code would not fit. */
function forCode(settings: Settings): Settings {
  if ((settings.basis ?? settings.domain) === 'code') return settings;
  const template = { promptTemplate: DEFAULT_SOLVER_TEMPLATE, templateRoot: shippedRoot() };
  return { ...settings, roles: { ...settings.roles, solver: { ...settings.roles.solver, ...template } } };
}
