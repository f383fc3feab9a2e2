import { resolve } from 'node:path';
import type { CliEdge } from '../edge.ts';
import { overridesOf, type RunFlags } from '../program/run-options.ts';
import { apiKeyOf } from './api-key.ts';
import { withService } from './command.ts';
import { follow, isAttended } from './follow.ts';
import { readText } from './read-text.ts';

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
  readonly json?: boolean;
}

/** Starts a session and shows it until it rests; returns the exit code. */
export async function run(flags: RunCommandFlags, edge: CliEdge): Promise<number> {
  const json = flags.json === true;
  const prompt = flags.prompt === '-' ? await readText('-', edge) : flags.prompt;
  const attended = isAttended(edge, { json, ask: flags.ask });
  const apiKey = await apiKeyOf(flags, edge);
  return withService(edge, { attended, apiKey }, async (service) => {
    const { sessionId } = await service.start({
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
    });
    return follow({ service, edge, sessionId, prompt, json, attended });
  });
}
