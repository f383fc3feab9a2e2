import { loadSettings, type Environment, type Settings } from '../config/index.ts';
import { MicrofactoryError } from '../engine/error.ts';
import type { OfferedModels } from '../engine/ports/offered-models.ts';
import { probeModel, type HandedOverKeys } from '../models/index.ts';
import { isHttpProvider, type ProviderName } from '../protocol/providers.ts';
import type { ProbeSetEstimate } from '../protocol/probe-set.ts';
import type { ProbeRequest, ProbeResult } from '../protocol/service.ts';
import { keySource } from './models/key-source.ts';
import { chatModels } from './compose/create-agents.ts';
import { sessionPurse } from './compose/session-purse.ts';
import { planSet, runSet } from './probe-set/probe-set.ts';
import { repoFolder } from './repo-folder.ts';

export interface ProbeContext {
  readonly env: Environment;
  readonly models?: OfferedModels | undefined;
  readonly handedOver?: HandedOverKeys | undefined;
}

/** Asks the solver's model one tiny question: does the key work, how fast is it, does it keep to a format. */
export async function probe(request: ProbeRequest, context: ProbeContext): Promise<ProbeResult> {
  const { env, models } = context;
  const repoPath = await repoFolder(request.repoPath);
  const { configPath, defaults } = request;
  const { settings } = loadSettings({ repoPath, configPath, overrides: request, defaults, env });
  const solver = settings.roles.solver;
  if (solver.provider === 'offline') return offline();
  const purse = sessionPurse(settings);
  const model = chatModels({ settings, env, models, purse, onWarning: () => undefined })(solver);
  if (request.set === 'plan') return planned(settings, context);
  const answer = await probeModel(model);
  if (answer.problem !== undefined) throw new MicrofactoryError(answer.problem);
  const set = request.set === 'ask' && answer.ok ? await runSet(settings, model) : undefined;
  return {
    ok: answer.ok,
    provider: solver.provider,
    model: answer.model,
    key_source: sourceOf(solver.provider, context),
    latency_ms: Math.round(answer.latencyMs),
    input_tokens: answer.usage.input,
    output_tokens: answer.usage.output,
    format_obeyed: answer.formatObeyed,
    cost_usd: answer.costUsd ?? null,
    ...(set === undefined ? {} : { set }),
    summary: `${answer.model} answered in ${Math.round(answer.latencyMs)} ms${answer.formatObeyed ? '' : ', but not in the format that was asked'}.${set === undefined ? '' : ` ${setSentence(set)}`}`,
  };
}

function sourceOf(provider: ProviderName, context: ProbeContext): string | null {
  return isHttpProvider(provider) ? keySource(provider, context) : null;
}

function setSentence({ right, wrong, thrown_away: thrown, p, k, steps }: ProbeSetEstimate): string {
  const need = k === null ? 'no k is enough' : `k ${k} is needed`;
  const lost = thrown === 0 ? '' : ` (${thrown} more were thrown away)`;
  return `${right} of ${right + wrong} answers to the probe set were right${lost}: p is about ${p.estimate.toFixed(2)}, between ${p.low.toFixed(2)} and ${p.high.toFixed(2)}; for ${steps} steps ${need}.`;
}

/** What the probe set would cost: nothing is asked. */
function planned(settings: Settings, context: ProbeContext): ProbeResult {
  const { provider, model } = settings.roles.solver;
  const plan = planSet(settings);
  return {
    ok: true,
    provider,
    model,
    key_source: sourceOf(provider, context),
    ...{ latency_ms: 0, input_tokens: 0, output_tokens: 0, format_obeyed: true, cost_usd: 0 },
    set_plan: plan,
    summary: `The probe set asks ${model} ${plan.tasks} questions.`,
  };
}

function offline(): ProbeResult {
  return {
    ok: true,
    provider: 'offline',
    model: 'search',
    key_source: null,
    latency_ms: 0,
    input_tokens: 0,
    output_tokens: 0,
    format_obeyed: true,
    cost_usd: 0,
    summary: 'The offline search needs no model and no key.',
  };
}
