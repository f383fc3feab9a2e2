import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSurroundings, type Environment } from '../../config/index.ts';
import { isLoopback, keyPlaces, resolveBaseUrl, type HandedOverKeys } from '../../models/index.ts';
import type { KeyPlace, ProviderKeys } from '../../protocol/models.ts';
import type { ConfigurationQuery } from '../../protocol/service.ts';
import { repoFolder } from '../repo-folder.ts';
import { HTTP_PROVIDER_NAMES, httpProvider, type HttpProvider } from '../../protocol/providers.ts';

export interface KeyContext {
  readonly env: Environment;
  /** Keys in `env` that the face handed over. */
  readonly handedOver?: HandedOverKeys | undefined;
}

/** Returns where each provider's key is, never the key itself. */
export async function keysOfProviders(
  query: ConfigurationQuery,
  context: KeyContext,
): Promise<ProviderKeys[]> {
  const repoPath = await repoFolder(query.repoPath);
  const { baseUrls } = loadSurroundings({ ...query, repoPath, env: context.env });
  return HTTP_PROVIDER_NAMES.map((provider) => {
    const { title, keyVariables } = httpProvider(provider);
    const needed = needsKey(provider, baseUrls[provider], context.env);
    return { provider, title, variables: keyVariables, needed, places: placesOf(provider, context) };
  });
}

/** Returns in words where the key comes from that is used; null when there is none. */
export function keySource(provider: HttpProvider, context: KeyContext): string | null {
  const [used] = placesOf(provider, context);
  return used === undefined ? null : inWords(used);
}

function placesOf(provider: HttpProvider, { env, handedOver }: KeyContext): KeyPlace[] {
  return keyPlaces({ provider, env, handedOver, homeEnvFile: join(homedir(), '.env') });
}

function inWords({ source, name }: KeyPlace): string {
  if (source === 'secret-storage') return 'the secret storage of VS Code';
  return source === 'home-env-file' ? `${name} in ~/.env` : name;
}

function needsKey(provider: HttpProvider, setting: string | undefined, env: Environment): boolean {
  const { needsKey: when } = httpProvider(provider);
  if (when !== 'unless-local') return when === 'always';
  try {
    return !isLoopback(resolveBaseUrl({ provider, setting, env }));
  } catch {
    // Nobody has said yet where the server is: it may well be one of this machine.
    return false;
  }
}
