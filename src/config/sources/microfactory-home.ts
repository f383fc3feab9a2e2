import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the absolute folder of the store and the user's own configuration: MICROFACTORY_HOME, default ~/.microfactory. */
export function microfactoryHome(env: Environment): string {
  const named = env['MICROFACTORY_HOME']?.trim();
  return named === undefined || named === '' ? join(homedir(), '.microfactory') : resolve(named);
}
