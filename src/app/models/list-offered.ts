import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSurroundings, type Settings } from '../../config/index.ts';
import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import {
  answersInText,
  isLoopback,
  listModels,
  priceOf,
  providerTitle,
  resolveBaseUrl,
  resolveKey,
  type PricedModel,
  type ResolvedKey,
  type ServedModel,
} from '../../models/index.ts';
import type { ListedModel, ModelsQuery, ModelsState, ProviderModels } from '../../protocol/models.ts';
import {
  HTTP_PROVIDER_NAMES,
  httpProvider,
  isHttpProvider,
  type ChatProvider,
  type HttpProvider,
} from '../../protocol/providers.ts';
import { repoFolder } from '../repo-folder.ts';
import { keySource, type KeyContext } from './key-source.ts';
import type { ServedLists } from './served-lists.ts';

export interface ListContext extends KeyContext {
  readonly models?: OfferedModels | undefined;
  readonly lists: ServedLists;
}

/** A server of this machine answers at once or isn't there. */
const LOCAL_TIMEOUT_MS = 2000;
const TIMEOUT_MS = 15_000;

/** Returns what each provider offers; one that can't tell says why, and holds up no other. */
export async function listOffered(query: ModelsQuery, context: ListContext): Promise<ProviderModels[]> {
  const repoPath = await repoFolder(query.repoPath);
  const surroundings = loadSurroundings({ ...query, repoPath, env: context.env });
  const lent: readonly ChatProvider[] = context.models === undefined ? [] : ['vscode-lm'];
  const providers =
    query.provider === undefined
      ? [...HTTP_PROVIDER_NAMES.filter(isFirstOfServer), ...lent]
      : [query.provider];
  return Promise.all(
    providers.map((provider) =>
      isHttpProvider(provider)
        ? served(provider, { query, context, surroundings })
        : lentModels(context.models),
    ),
  );
}

/** OpenAI's two protocols are of one server, whose list is the same. */
function isFirstOfServer(provider: HttpProvider): boolean {
  const { baseUrl, baseUrlVariable } = httpProvider(provider);
  const first = HTTP_PROVIDER_NAMES.find((each) => {
    const row = httpProvider(each);
    return row.baseUrl === baseUrl && row.baseUrlVariable === baseUrlVariable;
  });
  return first === provider;
}

interface Asked {
  readonly query: ModelsQuery;
  readonly context: ListContext;
  readonly surroundings: Pick<Settings, 'baseUrls' | 'prices'>;
}

interface Server {
  readonly baseUrl: string;
  readonly key: ResolvedKey;
}

async function served(provider: HttpProvider, asked: Asked): Promise<ProviderModels> {
  const source = keySource(provider, asked.context);
  const without = (state: ModelsState, error: unknown): ProviderModels =>
    row(provider, { state, problem: classified(error).message, key_source: source });
  const baseUrl = attempted(() =>
    resolveBaseUrl({ provider, setting: asked.surroundings.baseUrls[provider], env: asked.context.env }),
  );
  if ('error' in baseUrl) return without('no-address', baseUrl.error);
  const home = { env: asked.context.env, homeEnvFile: join(homedir(), '.env') };
  const key = attempted(() => resolveKey({ provider, ...home, baseUrl: baseUrl.value }));
  if ('error' in key) return without('no-key', key.error);
  const server = { baseUrl: baseUrl.value, key: key.value };
  try {
    const all = await servedList(provider, server, asked);
    const models = asked.query.all === true ? all : all.filter(answersInText);
    const listed = models.map((model) =>
      listedModel(model, { provider, baseUrl: server.baseUrl, own: asked.surroundings.prices }),
    );
    return row(provider, { models: listed, key_source: source, left_out: all.length - models.length });
  } catch (error) {
    const isUnasked = isLoopback(server.baseUrl) && classified(error).code === 'model-network';
    return isUnasked ? without('not-running', silent(provider, server)) : without('failed', error);
  }
}

function servedList(
  provider: HttpProvider,
  { baseUrl, key }: Server,
  { query, context }: Asked,
): Promise<readonly ServedModel[]> {
  const timeoutMs = isLoopback(baseUrl) ? LOCAL_TIMEOUT_MS : TIMEOUT_MS;
  const read = () => listModels({ provider, baseUrl, key: key.key, keyName: key.name, timeoutMs });
  return context.lists.get({ provider, baseUrl, key: key.key }, read, query.fresh === true);
}

/** A price of the user's own comes first, then what the server says, then what is published. */
function listedModel(
  { id, name, contextTokens, price }: ServedModel,
  where: Omit<PricedModel, 'model'>,
): ListedModel {
  const known = priceOf({ ...where, model: id });
  const isOwn = where.own?.[where.provider] !== undefined;
  const used = isOwn ? (known ?? price) : (price ?? known);
  return {
    id,
    name,
    context_tokens: contextTokens ?? known?.contextTokens ?? null,
    price: used === undefined || used === null ? null : { input: used.input, output: used.output },
  };
}

async function lentModels(offered: OfferedModels | undefined): Promise<ProviderModels> {
  if (offered === undefined) return row('vscode-lm', { state: 'not-running', problem: NO_EDITOR });
  try {
    const models = (await offered.list()).map(({ id, name, maxInputTokens }): ListedModel => ({
      id,
      name: name === id ? null : name,
      context_tokens: maxInputTokens,
      price: null,
    }));
    return models.length > 0 ? row('vscode-lm', { models }) : row('vscode-lm', { problem: NONE_LENT });
  } catch (error) {
    return row('vscode-lm', { state: 'failed', problem: classified(error).message });
  }
}

const NO_EDITOR = 'Models of VS Code are lent in VS Code only.';
const NONE_LENT = 'VS Code offers no model: install or sign in to an extension that does.';

function row(provider: ChatProvider, own: Partial<ProviderModels>): ProviderModels {
  const title = provider === 'compatible' ? 'OpenAI-compatible server' : providerTitle(provider);
  const models = own.models ?? [];
  const problem = own.state === undefined && models.length === 0 ? `${title} lists no models.` : null;
  const nothing = { state: 'listed' as const, key_source: null, left_out: 0 };
  return { provider, title, ...nothing, problem, ...own, models };
}

function silent(provider: HttpProvider, { baseUrl }: Server): MicrofactoryError {
  const { title, baseUrlVariable } = httpProvider(provider);
  const message = `${title} does not answer at ${baseUrl}: start it, or set ${baseUrlVariable}.`;
  return new MicrofactoryError({ code: 'model-network', message });
}

function attempted<Value>(make: () => Value): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: make() };
  } catch (error) {
    return { error };
  }
}
