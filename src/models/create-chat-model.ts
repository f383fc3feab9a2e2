import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { MicrofactoryError } from '../engine/error.ts';
import type { ChatModel } from '../engine/ports/chat-model.ts';
import type { OfferedModels } from '../engine/ports/offered-models.ts';
import { systemClock, type Clock } from '../engine/ports/clock.ts';
import type { Exchange } from '../engine/ports/exchange.ts';
import { seededRandom, type Random } from '../engine/ports/random.ts';
import { noBatches, type BatchDesk } from './batch/batched-client.ts';
import { createCapabilityMemory, type CapabilityMemory } from './capabilities/capabilities.ts';
import { completions, costOf } from './completions.ts';
import type { ErrorContext } from './errors/classify-model-error.ts';
import { observedClient } from './exchanges/observed-client.ts';
import type { ModelLimiter } from './limiter/model-limiter.ts';
import type { OwnPrices } from '../protocol/prices.ts';
import { httpProvider, isHttpProvider, isProgram, type WireProtocol } from '../protocol/providers.ts';
import type { ChatProvider } from './provider.ts';
import { anthropicMessagesClient } from './providers/anthropic-messages.ts';
import { openaiChatClient } from './providers/openai-chat.ts';
import { openaiResponsesClient } from './providers/openai-responses.ts';
import { discreetClient } from './providers/discreet-client.ts';
import { offeredModelClient } from './providers/offered-model.ts';
import { programClient, type Programs } from './programs/program-client.ts';
import type {
  ProviderClient,
  ProviderClientOptions,
  ProviderReply,
  ProviderRequest,
} from './providers/provider-client.ts';
import { retrying } from './retry/retrying.ts';
import { sendOnce } from './send-once.ts';

export interface ChatModelOptions {
  readonly provider: ChatProvider;
  readonly model: string;
  /** Undefined only for servers that need none. */
  readonly key: string | undefined;
  /** What the key is called in error messages: the name of its variable or flag. */
  readonly keyName: string;
  readonly baseUrl: string;
  /** For `vscode-lm`; undefined where nobody lends models. */
  readonly offered?: OfferedModels | undefined;
  /** Prices of the user's own. */
  readonly prices?: OwnPrices | undefined;
  /** For `codex-cli` and `claude-cli`; undefined where nothing may be started. */
  readonly programs?: Programs | undefined;
  /** Sends requests in batches, at a part of the price and without haste. */
  readonly batches?: BatchDesk | undefined;
  /** Shared by all models of a session. */
  readonly limiter: ModelLimiter;
  /** Shared by all models of a session, so that a refusal is learnt once. */
  readonly capabilities?: CapabilityMemory;
  readonly clock?: Clock;
  /** For the jitter of back-offs. */
  readonly random?: Random;
  /** Total time of a request when the request names none. */
  readonly timeoutMs?: number | undefined;
  /** How long a server that sends piece by piece may send nothing. */
  readonly idleMs?: number | undefined;
  /** Names answers of servers that name none. */
  readonly newId?: () => string;
  /** One sentence for people, e.g. that a parameter was dropped. */
  readonly onWarning?: (sentence: string) => void;
  /** Hears of every request that is sent, failed tries included, when it is over; never of the key. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

const DEFAULT_LIMITS = { totalMs: 300_000, idleMs: 120_000 };
/** Batches end within a day, and their answers are fetched then. */
const BATCH_TOTAL_MS = 26 * 3_600_000;

const CLIENTS: Readonly<Record<WireProtocol, (options: ProviderClientOptions) => ProviderClient>> = {
  'openai-chat': openaiChatClient,
  'openai-responses': openaiResponsesClient,
  'anthropic-messages': anthropicMessagesClient,
};

/** Returns the provider's model behind the port: one retry loop, one limiter, one table of errors. Imports its SDK on first use. */
export function createChatModel(options: ChatModelOptions): ChatModel {
  const { provider, model, key, baseUrl } = options;
  if (model.trim() === '') throw noModel(provider);
  const context: ErrorContext = { provider, model, baseUrl, key, keyName: options.keyName };
  const capabilities = options.capabilities ?? createCapabilityMemory();
  const lane = options.limiter.lane({ baseUrl, key });
  const clock = options.clock ?? systemClock;
  const client = observedClient(discreetClient(clientOf(options), key), {
    context,
    clock,
    costOf: (reply) => costOf(reply, options),
    onExchange: options.onExchange,
  });
  const random = options.random ?? seededRandom('retry', provider, model);
  const isBatch = options.batches !== undefined;
  const { timeoutMs = DEFAULT_LIMITS.totalMs, idleMs = DEFAULT_LIMITS.idleMs } = options;
  const totalMs = isBatch ? BATCH_TOTAL_MS : timeoutMs;
  const newId = options.newId ?? randomUUID;
  const warn = options.onWarning ?? (() => undefined);

  const sending = { client, context, capabilities, clock, warn, limits: { totalMs, idleMs } };
  const ask = (request: ProviderRequest, signal = new AbortController().signal) => {
    // One signal serves a whole session: many samples listening to it is no leak.
    setMaxListeners(0, signal);
    return retrying({
      lane,
      random,
      signal,
      waitsForServer: request.goesElsewhere !== true,
      attempt: async (tell) => {
        const started = clock.monotonic();
        const reply = await sendOnce({ ...sending, request, signal, tell });
        tell({ limits: reply.limits, tokens: tokensIn(reply) });
        return completions(reply, { ...options, newId, latencyMs: clock.monotonic() - started });
      },
    });
  };
  const complete: ChatModel['complete'] = async (request, signal) => (await ask(request, signal))[0];
  const completeMany: NonNullable<ChatModel['completeMany']> = async (request, count, signal) => {
    const asked = capabilities.known(context).choices ? count : 1;
    const answers = await ask({ ...request, choices: asked }, signal);
    // Some servers leave `n` aside without a word.
    if (answers.length < asked) capabilities.refuse(context, 'choices');
    return answers;
  };
  return {
    provider,
    model,
    // A batch has no first request to wait for.
    prefixCache: isBatch ? 'none' : capabilities.known(context).prefixCache,
    complete,
    ...(hasChoices(provider) && !isBatch && { completeMany }),
  };
}

function hasChoices(provider: ChatProvider): boolean {
  return isHttpProvider(provider) && httpProvider(provider).wire === 'openai-chat';
}

function clientOf(options: ChatModelOptions): ProviderClient {
  const { provider, model, key, baseUrl, offered, programs, batches } = options;
  if (!isHttpProvider(provider) && batches !== undefined) throw noBatches(provider);
  if (provider === 'vscode-lm') return offeredModelClient({ model, offered });
  if (isProgram(provider)) return programClient({ provider, model, programs });
  const connect = CLIENTS[httpProvider(provider).wire];
  const at = { provider, model, key, baseUrl };
  return batches === undefined ? connect(at) : batches.batched(connect(at), at);
}

/** Writing a cache is billed apart; limits count it, too. */
function tokensIn({ tokens: { input, output, cacheWrite } }: ProviderReply): number {
  return input + cacheWrite + output;
}

function noModel(provider: ChatProvider): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: `No model is named for the provider ${provider}: pass --llm-model or write "model:" in microfactory.yaml.`,
  });
}
