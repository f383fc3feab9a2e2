import { MicrofactoryError } from '../../engine/error.ts';
import { httpProvider, type HttpProvider } from '../../protocol/providers.ts';
import { isLoopback } from './base-url.ts';
import { defaultHomeEnvFile, homeEnv } from './home-env-file.ts';

export interface ResolveKeyOptions {
  readonly provider: HttpProvider;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default `~/.env`. */
  readonly homeEnvFile?: string;
  /** A server on this machine needs no key, unless it is one of a provider's own. */
  readonly baseUrl?: string;
}

/** Where a key that was given for one command stands in the environment that is handed on; no shell can set such a name. */
export function flagVariable(provider: HttpProvider): string {
  return `--api-key ${provider}`;
}

export interface ResolvedKey {
  /** Undefined only for a server on this machine. */
  readonly key: string | undefined;
  readonly source: 'flag' | 'environment' | 'home-env-file' | 'none';
  /** The name of the variable or flag that it came from: the only thing about a key that may be shown. */
  readonly name: string;
}

/** Returns the provider's key and where it came from (flag, environment, ~/.env); throws `configuration` when it is missing or unusable. */
export function resolveKey(options: ResolveKeyOptions): ResolvedKey {
  const found = candidates(options).find((each) => each.key !== undefined && each.key !== '');
  if (found !== undefined) return usable(found);
  const { provider, baseUrl } = options;
  const { keyVariables, needsKey } = httpProvider(provider);
  const [name] = keyVariables;
  if (needsKey === 'unless-local' && baseUrl !== undefined && isLoopback(baseUrl)) {
    return { key: undefined, source: 'none', name };
  }
  throw new MicrofactoryError({ code: 'configuration', message: missing(provider) });
}

/** All places where the provider's key may be, the strongest first. */
export function* keySources({ provider, env, homeEnvFile }: ResolveKeyOptions): Generator<ResolvedKey> {
  yield { key: env[flagVariable(provider)]?.trim(), source: 'flag', name: '--api-key' };
  const { keyVariables } = httpProvider(provider);
  for (const name of keyVariables) yield { key: env[name]?.trim(), source: 'environment', name };
  const home = homeEnv(homeEnvFile ?? defaultHomeEnvFile());
  for (const name of keyVariables) yield { key: home[name]?.trim(), source: 'home-env-file', name };
}

function candidates(options: ResolveKeyOptions): ResolvedKey[] {
  return [...keySources(options)];
}

/** A key that can't stand in a header would be quoted in fetch's own error message. */
function usable(found: ResolvedKey): ResolvedKey {
  if (/^[\x21-\x7e]+$/.test(found.key ?? '')) return found;
  throw new MicrofactoryError({
    code: 'configuration',
    message: `The key in ${found.name} has spaces, line breaks or characters that no key has: copy it again.`,
  });
}

function missing(provider: HttpProvider): string {
  const names = httpProvider(provider).keyVariables.join(' or ');
  return `No key for the provider ${provider}: set ${names} in the environment or in ~/.env, or use --llm-provider offline, which needs none.`;
}
