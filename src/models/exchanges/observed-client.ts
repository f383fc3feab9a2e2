import { MicrofactoryError } from '../../engine/error.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type {
  Exchange,
  ExchangeFailure,
  ExchangeReply,
  SentParameters,
} from '../../engine/ports/exchange.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import { classifyModelError, type ErrorContext } from '../errors/classify-model-error.ts';
import { symptomOf } from '../errors/symptom.ts';
import { withoutSecret } from '../errors/without-secret.ts';
import type { ProviderClient, ProviderReply } from '../providers/provider-client.ts';

export interface ObservedOptions {
  readonly context: ErrorContext;
  readonly clock: Clock;
  /** US dollars; undefined when the price is not known. */
  readonly costOf: (reply: ProviderReply) => number | undefined;
  /** Hears of every request that was sent, when it is over. What it throws is its own affair. */
  readonly onExchange: ((exchange: Exchange) => void) | undefined;
}

/** Returns the client with somebody listening: every request that it sends is heard of once, well or not. */
export function observedClient(client: ProviderClient, options: ObservedOptions): ProviderClient {
  const { clock, onExchange } = options;
  if (onExchange === undefined) return client;
  const tries = new Tries(clock);
  const send: ProviderClient['send'] = async (...sent) => {
    const [request, known, signal] = sent;
    const begun = begin(options, tries, request, known);
    try {
      const reply = await client.send(...sent);
      onExchange({ ...begun(), reply: replyOf(reply, options) });
      return reply;
    } catch (error) {
      onExchange({ ...begun(), failure: failureOf(error, signal, options) });
      throw error;
    } finally {
      tries.ended(request);
    }
  };
  return { ...client, send };
}

/** Notes the beginning; what is returned gives all that is known of the exchange but how it ended. */
function begin(
  { context, clock }: ObservedOptions,
  tries: Tries,
  request: ChatRequest,
  known: Capabilities,
): () => Omit<Exchange, 'reply' | 'failure'> {
  const at = clock.now();
  const started = clock.monotonic();
  const safe = (text: string): string => withoutSecret(text, context.key);
  const tried = tries.begun(request);
  return () => ({
    at,
    about: request.about,
    provider: context.provider,
    model: context.model,
    baseUrl: safe(withoutCredentials(context.baseUrl)),
    sent: sentParameters(request, known),
    messages: request.messages.map(({ role, content }) => ({ role, content: safe(content) })),
    variation: safe(request.variation ?? ''),
    ...tried,
    latencyMs: clock.monotonic() - started,
  });
}

/** Which request this is of those that are made for one answer. */
class Tries {
  readonly #clock: Clock;
  readonly #of = new WeakMap<object, { attempt: number; endedAt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begun(request: ChatRequest): { attempt: number; waitedMs: number } {
    const before = this.#of.get(identity(request));
    const now = this.#clock.monotonic();
    const attempt = (before?.attempt ?? 0) + 1;
    this.#of.set(identity(request), { attempt, endedAt: now });
    return { attempt, waitedMs: before === undefined ? 0 : now - before.endedAt };
  }

  ended(request: ChatRequest): void {
    const tried = this.#of.get(identity(request));
    if (tried !== undefined) tried.endedAt = this.#clock.monotonic();
  }
}

/** Copies of a request are the same request: who it is for goes with them. */
function identity(request: ChatRequest): object {
  return request.about ?? request;
}

function sentParameters(request: ChatRequest, known: Capabilities): SentParameters {
  const { maxTokens, temperature, seed, schema } = request;
  const wishes = { temperature, seed, schema: schema?.name };
  const names = (['temperature', 'seed', 'schema'] as const).filter((name) => wishes[name] !== undefined);
  const taken = names.filter((name) => known[name]).map((name) => [name, wishes[name]] as const);
  return { maxTokens, ...Object.fromEntries(taken), dropped: names.filter((name) => !known[name]) };
}

function replyOf(reply: ProviderReply, { context, costOf }: ObservedOptions): ExchangeReply {
  const { tokens } = reply;
  const cost = costOf(reply);
  return {
    text: withoutSecret(reply.text, context.key),
    ...(reply.others !== undefined && {
      others: reply.others.map(({ text }) => withoutSecret(text, context.key)),
    }),
    finish: reply.finish,
    usage: {
      input: tokens.input + tokens.cacheRead + tokens.cacheWrite,
      output: tokens.output,
      cachedInput: tokens.cacheRead,
    },
    requestId: reply.requestId,
    model: reply.model,
    ...(cost !== undefined && { costUsd: cost }),
  };
}

function failureOf(
  error: unknown,
  signal: AbortSignal,
  { context, clock }: ObservedOptions,
): ExchangeFailure {
  const { code, message, data } = errorOf(error, signal, { context, clock });
  const status = typeof data['status'] === 'number' ? data['status'] : null;
  return { code, message: withoutSecret(message, context.key), status };
}

function errorOf(
  error: unknown,
  signal: AbortSignal,
  { context, clock }: Pick<ObservedOptions, 'context' | 'clock'>,
): MicrofactoryError {
  if (error instanceof MicrofactoryError) return error;
  if (signal.aborted) return ended(signal.reason);
  return classifyModelError(error, symptomOf(error, clock.now()), context);
}

/** Whoever ends a request says why, or it was cancelled. */
function ended(reason: unknown): MicrofactoryError {
  if (reason instanceof MicrofactoryError) return reason;
  const message = 'The request was ended before it was answered: it was cancelled, or took too long.';
  return new MicrofactoryError({ code: 'cancelled', message });
}

/** Keys are put into queries, and a name with a password before a host, by some proxies' addresses. */
function withoutCredentials(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const { protocol, host, pathname } = new URL(baseUrl);
  return host === '' ? baseUrl : `${protocol}//${host}${pathname}`;
}
