import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';

/** Returns the real, absolute path of the folder a task works on (default: the current one); throws `usage` when it is none. */
export async function repoFolder(path: string | undefined): Promise<string> {
  const wanted = resolve(path ?? process.cwd());
  const real = await realpath(wanted).catch(() => undefined);
  if (real === undefined) throw usage(`The folder ${wanted} does not exist; give another with --repo-path.`);
  if (!(await stat(real)).isDirectory())
    throw usage(`${wanted} is a file; give its folder with --repo-path.`);
  return real;
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}
