import { resolve } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import { isRecord, parseJson } from '../../engine/json.ts';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { overridesOf, type RunFlags } from '../program/run-options.ts';
import { apiKeyOf } from './api-key.ts';
import { printJson, withService } from './command.ts';
import { readText } from './read-text.ts';

export interface SubprocessFlags extends RunFlags {
  readonly step: string;
  readonly contextJson?: string;
  readonly domain?: string;
  readonly config?: string;
  readonly repoPath?: string;
  readonly seed?: string;
}

/** Solves one step (samples, red flags, vote) and prints the result as JSON; 3 when the vote decided nothing. */
export async function subprocess(flags: SubprocessFlags, edge: CliEdge): Promise<number> {
  const context = await contextOf(flags.contextJson ?? '{}', edge);
  const apiKey = await apiKeyOf(flags, edge);
  const result = await withService(edge, { attended: false, apiKey }, (service) =>
    service.subprocess({
      ...overridesOf(flags),
      step: flags.step,
      context,
      domain: flags.domain,
      configPath: flags.config,
      repoPath: resolve(edge.cwd, flags.repoPath ?? '.'),
      seed: flags.seed,
    }),
  );
  printJson(edge, result);
  return result.decided ? EXIT.done : EXIT.waiting;
}

/** JSON itself, `@file`, or `-` for standard input. */
async function contextOf(argument: string, edge: CliEdge): Promise<Record<string, unknown>> {
  const isFile = argument === '-' || argument.startsWith('@');
  const text = isFile ? await readText(argument.replace(/^@/u, ''), edge) : argument;
  const context = parseJson(text);
  if (isRecord(context)) return context;
  throw new MicrofactoryError({
    code: 'usage',
    message:
      'The value of --context-json is not a JSON object: write for example {"goal": "…"}, @context.json or -.',
  });
}
