import { MicrofactoryError } from '../../engine/error.ts';
import { httpProvider } from '../../protocol/providers.ts';
import { classifyModelError } from '../errors/classify-model-error.ts';
import { symptomOf } from '../errors/symptom.ts';
import { connectAnthropic } from '../providers/anthropic-messages.ts';
import { connectOpenai } from '../providers/openai-sdk.ts';
import type { ProviderClientOptions } from '../providers/provider-client.ts';
import { servedModel, type ServedModel } from './listed-record.ts';

export interface ListModelsOptions extends Omit<ProviderClientOptions, 'model'> {
  /** What the key is called in sentences. */
  readonly keyName: string;
  readonly timeoutMs: number;
}

/** More than any list has; a server that pages on for ever is left after so many. */
const MOST_MODELS = 5000;

/** Returns what the provider's own list offers, the newest first, all pages of it. Throws MicrofactoryError of a `model-…` code, once, without retries. */
export async function listModels(options: ListModelsOptions): Promise<readonly ServedModel[]> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  const models = new Map<string, ServedModel>();
  try {
    for await (const entry of await entriesOf(options, signal)) {
      const model = servedModel(entry);
      if (model !== undefined) models.set(model.id, model);
      if (models.size >= MOST_MODELS) break;
    }
  } catch (error) {
    throw signal.aborted ? tooSlow(options) : failed(error, options);
  }
  return [...models.values()].sort(newestFirst);
}

async function entriesOf(options: ListModelsOptions, signal: AbortSignal): Promise<AsyncIterable<unknown>> {
  const client = { ...options, model: '' };
  if (httpProvider(options.provider).wire === 'anthropic-messages') {
    return (await connectAnthropic(client)).models.list({ limit: 1000 }, { signal });
  }
  return (await connectOpenai(client)).models.list({ signal });
}

function newestFirst(a: ServedModel, b: ServedModel): number {
  return b.created - a.created || a.id.localeCompare(b.id, 'en', { numeric: true });
}

function failed(error: unknown, options: ListModelsOptions): MicrofactoryError {
  const symptom = symptomOf(error, Date.now());
  const { provider, baseUrl, key, keyName } = options;
  if (symptom.status !== 404) {
    return classifyModelError(error, symptom, { provider, model: 'its models', baseUrl, key, keyName });
  }
  const message = `${httpProvider(provider).title} lists no models at ${baseUrl}: name one with --llm-model.`;
  return new MicrofactoryError({ code: 'model-config', message });
}

function tooSlow({ provider, baseUrl, timeoutMs }: ListModelsOptions): MicrofactoryError {
  const message = `${httpProvider(provider).title} at ${baseUrl} did not list its models within ${timeoutMs / 1000} s: try again later.`;
  return new MicrofactoryError({ code: 'model-stall', message, retryable: true });
}
