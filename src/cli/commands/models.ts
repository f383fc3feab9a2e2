import { resolve } from 'node:path';
import type { ChatProvider } from '../../protocol/providers.ts';
import type { CliEdge } from '../edge.ts';
import { EXIT } from '../exit-code.ts';
import { modelListLines } from '../views/model-list.ts';
import { canvasOf } from '../views/paint.ts';
import { print, printJson, withService } from './command.ts';

export interface ModelsFlags {
  readonly provider?: ChatProvider;
  readonly all?: boolean;
  readonly config?: string;
  readonly repoPath?: string;
  readonly json?: boolean;
}

/** Prints what each provider offers; fails where nobody offers anything. */
export async function models(flags: ModelsFlags, edge: CliEdge): Promise<number> {
  const { provider, all, config: configPath } = flags;
  const query = { provider, all, configPath, repoPath: resolve(edge.cwd, flags.repoPath ?? '.') };
  const providers = await withService(edge, false, (service) => service.models(query));
  if (flags.json === true) printJson(edge, { providers });
  else print(edge, ...modelListLines(providers, canvasOf(edge.stdout, edge.env)));
  return providers.some((each) => each.models.length > 0) ? EXIT.done : EXIT.failed;
}
