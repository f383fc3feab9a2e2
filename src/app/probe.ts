import { loadSettings, type Environment } from '../config/index.ts';
import { MicrofactoryError } from '../engine/error.ts';
import type { OfferedModels } from '../engine/ports/offered-models.ts';
import { probeModel, type HandedOverKeys } from '../models/index.ts';
import { isHttpProvider } from '../protocol/providers.ts';
import type { ProbeRequest, ProbeResult } from '../protocol/service.ts';
import { keySource } from './models/key-source.ts';
import { chatModels } from './compose/create-agents.ts';
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
  const model = chatModels({ settings, env, models, onWarning: () => undefined })(solver);
  const answer = await probeModel(model);
  if (answer.problem !== undefined) throw new MicrofactoryError(answer.problem);
  return {
    ok: answer.ok,
    provider: solver.provider,
    model: answer.model,
    key_source: isHttpProvider(solver.provider) ? keySource(solver.provider, context) : null,
    latency_ms: Math.round(answer.latencyMs),
    input_tokens: answer.usage.input,
    output_tokens: answer.usage.output,
    format_obeyed: answer.formatObeyed,
    summary: `${answer.model} answered in ${Math.round(answer.latencyMs)} ms${answer.formatObeyed ? '' : ', but not in the format that was asked'}.`,
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
    summary: 'The offline search needs no model and no key.',
  };
}
