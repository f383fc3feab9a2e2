import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { MicrofactoryError } from '../engine/error.ts';
import type { ChatModel, ChatRequest, Completion } from '../engine/ports/chat-model.ts';
import type { OfferedModels } from '../engine/ports/offered-models.ts';
import { systemClock, type Clock } from '../engine/ports/clock.ts';
import type { Exchange } from '../engine/ports/exchange.ts';
import { seededRandom, type Random } from '../engine/ports/random.ts';
import { createCapabilityMemory, type CapabilityMemory } from './capabilities/capabilities.ts';
import type { ErrorContext } from './errors/classify-model-error.ts';
import { observedClient } from './exchanges/observed-client.ts';
import type { Tell } from './limiter/lane.ts';
import type { ModelLimiter } from './limiter/model-limiter.ts';
import { costUsd } from './prices/cost-usd.ts';
import type { OwnPrices } from '../protocol/prices.ts';
import { httpProvider, isProgram, type WireProtocol } from '../protocol/providers.ts';
import type { ChatProvider } from './provider.ts';
import { anthropicMessagesClient } from './providers/anthropic-messages.ts';
import { openaiChatClient } from './providers/openai-chat.ts';
import { discreetClient } from './providers/discreet-client.ts';
import { offeredModelClient } from './providers/offered-model.ts';
import { programClient, type Programs } from './programs/program-client.ts';
import type { ProviderClient, ProviderClientOptions, ProviderReply } from './providers/provider-client.ts';
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
  /** Shared by all models of a session. */
  readonly limiter: ModelLimiter;
  /** Shared by all models of a session, so that a refusal is learnt once. */
  readonly capabilities?: CapabilityMemory;
  readonly clock?: Clock;
  /** For the jitter of back-offs. */
  readonly random?: Random;
  /** Total time of a request when the request names none. */
  readonly timeoutMs?: number;
  /** Names answers of servers that name none. */
  readonly newId?: () => string;
  /** One sentence for people, e.g. that a parameter was dropped. */
  readonly onWarning?: (sentence: string) => void;
  /** Hears of every request that is sent, failed tries included, when it is over; never of the key. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

const DEFAULT_TIMEOUT_MS = 300_000;

const CLIENTS: Readonly<Record<WireProtocol, (options: ProviderClientOptions) => ProviderClient>> = {
  'openai-chat': openaiChatClient,
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
    onExchange: options.onExchange,
  });
  const random = options.random ?? seededRandom('retry', provider, model);
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const newId = options.newId ?? randomUUID;
  const warn = options.onWarning ?? (() => undefined);

  const attempt = (request: ChatRequest, signal: AbortSignal, tell: Tell) =>
    sendOnce({ client, context, capabilities, clock, warn, timeoutMs, request, signal, tell });

  return {
    provider,
    model,
    prefixCache: capabilities.known(context).prefixCache,
    complete: (request, signal = new AbortController().signal) => {
      // One signal serves a whole session: many samples listening to it is no leak.
      setMaxListeners(0, signal);
      return retrying({
        lane,
        random,
        signal,
        attempt: async (tell) => {
          const started = clock.monotonic();
          const reply = await attempt(request, signal, tell);
          tell({ limits: reply.limits, tokens: tokensIn(reply) });
          return completion(reply, { ...options, newId, latencyMs: clock.monotonic() - started });
        },
      });
    },
  };
}

function clientOf({ provider, model, key, baseUrl, offered, programs }: ChatModelOptions): ProviderClient {
  if (provider === 'vscode-lm') return offeredModelClient({ model, offered });
  if (isProgram(provider)) return programClient({ provider, model, programs });
  const connect = CLIENTS[httpProvider(provider).wire];
  return connect({ provider, model, key, baseUrl });
}

/** Writing a cache is billed apart; limits count it, too. */
function tokensIn({ tokens: { input, output, cacheWrite } }: ProviderReply): number {
  return input + cacheWrite + output;
}

interface Circumstances extends Pick<ChatModelOptions, 'provider' | 'model' | 'baseUrl' | 'prices'> {
  readonly latencyMs: number;
  readonly newId: () => string;
}

function completion(reply: ProviderReply, circumstances: Circumstances): Completion {
  const { provider, model, baseUrl, prices: own, latencyMs, newId } = circumstances;
  const { tokens } = reply;
  const cost = reply.costUsd ?? costUsd({ provider, baseUrl, own, models: [reply.model, model], tokens });
  return {
    text: reply.text,
    finish: reply.finish,
    usage: {
      input: tokens.input + tokens.cacheRead + tokens.cacheWrite,
      output: tokens.output,
      cachedInput: tokens.cacheRead,
    },
    // Without a name of its own every answer would look like the same vote.
    requestId: reply.requestId === '' ? newId() : reply.requestId,
    choice: 0,
    model: reply.model === '' ? model : reply.model,
    latencyMs,
    ...(cost !== undefined && { costUsd: cost }),
  };
}

function noModel(provider: ChatProvider): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: `No model is named for the provider ${provider}: pass --llm-model or write "model:" in microfactory.yaml.`,
  });
}
