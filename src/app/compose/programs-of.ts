import type { Settings } from '../../config/settings.ts';
import type { Programs } from '../../models/index.ts';
import { commandRunner } from '../../workspace/index.ts';

/** What a program that answers leaves undone is of no use: it is killed at once. */
const run = commandRunner({ graceMs: 0 });

/** Returns how programs that answer steps are started and found. */
export function programsOf({
  settings,
  env,
}: {
  readonly settings: Pick<Settings, 'programs'>;
  readonly env: Programs['env'];
}): Programs {
  return { run, env, paths: settings.programs ?? {} };
}
