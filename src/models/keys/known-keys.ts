import { HTTP_PROVIDER_NAMES } from '../../protocol/providers.ts';
import { keySources, type ResolveKeyOptions } from './resolve-key.ts';

/** Returns every key that is at hand, of whichever provider: for taking them out of texts, never for showing. */
export function knownKeys(options: Pick<ResolveKeyOptions, 'env' | 'homeEnvFile'>): string[] {
  const keys = HTTP_PROVIDER_NAMES.flatMap((provider) =>
    [...keySources({ provider, ...options })].map(({ key }) => key ?? ''),
  );
  return [...new Set(keys)].filter((key) => key !== '');
}
