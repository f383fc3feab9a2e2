import { resolve } from 'node:path';
import type { CliEdge } from '../edge.ts';
import { column } from '../views/fit.ts';
import { oneLine } from '../views/harmless.ts';
import { print, printJson, withService } from './command.ts';

export interface DomainsFlags {
  readonly config?: string;
  readonly repoPath?: string;
  readonly json?: boolean;
}

/** Prints the kinds of task that a run here could name. */
export async function domains(flags: DomainsFlags, edge: CliEdge): Promise<number> {
  const query = { configPath: flags.config, repoPath: resolve(edge.cwd, flags.repoPath ?? '.') };
  const known = await withService(edge, false, (service) => service.domains(query));
  if (flags.json === true) printJson(edge, { domains: known });
  else {
    const widest = Math.max(0, ...known.map(({ name }) => oneLine(name).length));
    print(
      edge,
      ...known.map(({ name, description }) => `${column(oneLine(name), widest)}  ${oneLine(description)}`),
    );
  }
  return 0;
}
