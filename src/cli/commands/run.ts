import { resolve } from 'node:path';
import type { SessionService, StartRequest } from '../../protocol/service.ts';
import type { CliEdge } from '../edge.ts';
import { overridesOf, type RunFlags } from '../program/run-options.ts';
import { apiKeyOf } from './api-key.ts';
import { print, printJson, withService } from './command.ts';
import { follow, isAttended } from './follow.ts';
import { readText } from './read-text.ts';
import { estimateLine } from '../views/estimate-line.ts';

export interface RunCommandFlags extends RunFlags {
  readonly prompt: string;
  readonly domain?: string;
  readonly repoPath?: string;
  readonly config?: string;
  readonly seed?: string;
  readonly dryRun?: boolean;
  readonly yesVerifier?: boolean;
  readonly yesModule?: boolean;
  readonly outputDir?: string;
  readonly estimate?: boolean;
  readonly json?: boolean;
}

/** Starts a session and shows it until it rests, or only estimates it; returns the exit code. */
export async function run(flags: RunCommandFlags, edge: CliEdge): Promise<number> {
  const json = flags.json === true;
  const prompt = flags.prompt === '-' ? await readText('-', edge) : flags.prompt;
  const attended = isAttended(edge, { json, ask: flags.ask });
  const apiKey = await apiKeyOf(flags, edge);
  return withService(edge, { attended, apiKey }, async (service) => {
    const request = requestOf(flags, prompt, edge);
    if (flags.estimate === true) return estimateOnly(service, request, { edge, json });
    const estimate = json ? null : await service.estimate(request);
    const { sessionId } = await service.start(request);
    if (estimate !== null) print(edge, estimateLine(estimate));
    return follow({ service, edge, sessionId, prompt, json, attended });
  });
}

async function estimateOnly(
  service: SessionService,
  request: StartRequest,
  { edge, json }: { readonly edge: CliEdge; readonly json: boolean },
): Promise<number> {
  const estimate = await service.estimate(request);
  if (json) printJson(edge, estimate);
  else print(edge, estimate === null ? 'No model is asked: this costs nothing.' : estimateLine(estimate));
  return 0;
}

function requestOf(flags: RunCommandFlags, prompt: string, edge: CliEdge): StartRequest {
  return {
    ...overridesOf(flags),
    prompt,
    domain: flags.domain,
    repoPath: resolve(edge.cwd, flags.repoPath ?? '.'),
    configPath: flags.config,
    seed: flags.seed,
    dryRun: flags.dryRun,
    approveVerifier: flags.yesVerifier,
    approveModule: flags.yesModule,
    outputDir: flags.outputDir === undefined ? undefined : resolve(edge.cwd, flags.outputDir),
  };
}
