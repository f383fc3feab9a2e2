import type OpenAI from 'openai';
import type { ProviderClientOptions } from './provider-client.ts';

/** OpenAI's SDK and its reader of streams, for one server. */
export interface OpenAiSdk {
  readonly openai: OpenAI;
  /** The events of a stream; throws for one that tells of an error. */
  events(response: Response, controller: AbortController): AsyncIterable<unknown>;
}

/** Returns a maker of the SDK that imports it on first use. */
export function openAiSdk(options: ProviderClientOptions): () => Promise<OpenAiSdk> {
  let sdk: Promise<OpenAiSdk> | undefined;
  return () => (sdk ??= connect(options));
}

async function connect(options: ProviderClientOptions): Promise<OpenAiSdk> {
  const [openai, { Stream }] = await Promise.all([connectOpenai(options), import('openai/streaming')]);
  return {
    openai,
    events: (response, controller) => Stream.fromSSEResponse(response, controller, openai),
  };
}

/** Returns the SDK's client, with nothing that it would retry, log or read from the environment by itself. */
export async function connectOpenai({ provider, key, baseUrl }: ProviderClientOptions): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    apiKey: key ?? 'none',
    baseURL: baseUrl,
    maxRetries: 0,
    // Ours is the only clock: the SDK's must never fire first.
    timeout: 2 ** 31 - 1,
    // The SDK's own log prints requests.
    logLevel: 'off',
    // OPENAI_ORG_ID and OPENAI_PROJECT_ID are for OpenAI alone.
    ...(!provider.startsWith('openai') && { organization: null, project: null }),
    adminAPIKey: null,
    webhookSecret: null,
    ...(key === undefined && { defaultHeaders: { Authorization: null } }),
  });
}

/** Returns the names that the server offers; throws what the SDK throws. */
export async function offeredNames({ openai }: OpenAiSdk, signal: AbortSignal): Promise<readonly string[]> {
  const page = await openai.models.list({ signal });
  return page.data.map((each) => each.id);
}
