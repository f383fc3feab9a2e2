import { resolve } from 'node:path';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { overridesOf, type RunFlags } from '../program/run-options.ts';
import { oneLine } from '../views/harmless.ts';
import { paintFor } from '../views/paint.ts';
import { apiKeyOf } from './api-key.ts';
import { planLine, probeSetLines } from '../views/probe-set.ts';
import { money } from '../views/quantities.ts';
import { print, printJson, withService } from './command.ts';

export interface ProbeFlags extends RunFlags {
  readonly config?: string;
  readonly repoPath?: string;
  readonly set?: boolean;
  readonly json?: boolean;
}

/** Asks the model once and prints what came back: key, latency, tokens, format. */
export async function probe(flags: ProbeFlags, edge: CliEdge): Promise<number> {
  const repoPath = resolve(edge.cwd, flags.repoPath ?? '.');
  const request = { ...overridesOf(flags), configPath: flags.config, repoPath };
  const apiKey = await apiKeyOf(flags, edge);
  const result = await withService(edge, { attended: false, apiKey }, async (service) => {
    if (flags.set !== true) return service.probe(request);
    const { model, set_plan: plan } = await service.probe({ ...request, set: 'plan' });
    // Before anything is spent; apart from the result, which programs read.
    if (plan !== undefined) edge.stderr.write(`${planLine(oneLine(model), plan)}\n`);
    return service.probe({ ...request, set: 'ask' });
  });
  if (flags.json === true) printJson(edge, result);
  else {
    const paint = paintFor(edge.stdout, edge.env);
    print(
      edge,
      `${result.ok ? paint.green('✓') : paint.red('✗')} ${oneLine(result.summary)}`,
      `  provider  ${oneLine(result.provider)} ${oneLine(result.model)}`,
      `  key       ${result.key_source === null ? 'none needed' : `from ${oneLine(result.key_source)}`}`,
      `  latency   ${Math.round(result.latency_ms)} ms`,
      `  tokens    ${result.input_tokens} in, ${result.output_tokens} out`,
      `  format    ${result.format_obeyed ? 'as asked' : 'not as asked'}`,
      `  price     ${money(result.cost_usd)}`,
      ...(result.set === undefined ? [] : probeSetLines(result.set)),
    );
  }
  return result.ok ? EXIT.done : EXIT.failed;
}
