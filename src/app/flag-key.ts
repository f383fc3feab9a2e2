import type { Environment } from '../config/index.ts';
import { flagVariable } from '../models/index.ts';
import type { HttpProvider } from '../protocol/providers.ts';

/** Returns the environment with a key that was given for one command; it lives in memory only, and no child process is given it. */
export function withFlagKey(
  env: Environment,
  apiKey: { readonly provider: HttpProvider; readonly key: string } | undefined,
): Environment {
  return apiKey === undefined ? env : { ...env, [flagVariable(apiKey.provider)]: apiKey.key };
}
