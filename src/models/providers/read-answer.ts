import { parseJson } from '../../engine/json.ts';
import { wholeMessages } from './whole-messages.ts';
import { aboutTokens } from '../about-tokens.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { FinishReason } from '../../engine/ports/chat-model.ts';
import { serverLimits } from '../limiter/server-limits.ts';
import { providerChoice, type Choices, type ChoiceSoFar } from './choices.ts';
import type { BilledTokens, ProviderReply, ProviderRequest } from './provider-client.ts';
import { readStream } from './read-stream.ts';
import { UnexpectedReply } from './unexpected-reply.ts';

/** What was read of an answer: by events, or whole. */
export interface AnswerSoFar {
  readonly choices: Choices;
  /** What the server counted so far. */
  tokens: Partial<BilledTokens>;
  /** What the server says that the answer cost, in US dollars. */
  costUsd?: number;
  id: string;
  model: string;
  /** True once the event was seen without which an answer is not complete. */
  complete: boolean;
}

/** How one wire protocol asks and answers. */
export interface AnswerWire {
  /** True when the request asks for a stream. */
  readonly streams: boolean;
  /** Sends the request; throws what the SDK throws. */
  send(signal: AbortSignal): Promise<Response>;
  /** The events of a stream as the SDK reads them. */
  events(response: Response, controller: AbortController): AsyncIterable<unknown>;
  takeEvent(event: unknown, answer: AnswerSoFar): void;
  /** Takes an answer that came whole; throws UnexpectedReply when it is none. */
  takeWhole(data: unknown, answer: AnswerSoFar): void;
  /** The wire's words for why answers end. */
  readonly finish: Readonly<Record<string, FinishReason>>;
  /** False where a server's word on costs means nothing. */
  readonly saysCost: boolean;
  /** The header that names a request. */
  readonly idHeader: string;
}

/** Asks once and reads the answer, by events where it is a stream. Ends in the same turn in which the signal aborts. */
export async function readAnswer(
  wire: AnswerWire,
  answer: AnswerSoFar,
  request: ProviderRequest,
  signal: AbortSignal,
): Promise<ProviderReply> {
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (wire.streams) request.onBytes?.();
    const response = await unlessAborted(wire.send(controller.signal), signal);
    if (isStream(response)) {
      await readStream({ wire, answer, request, response, controller, signal });
    } else {
      wire.takeWhole(await unlessAborted(wholeOf(response), signal), answer);
      request.onFirstEvent?.();
    }
    return replyOf(wire, answer, request, response);
  } finally {
    signal.removeEventListener('abort', stop);
    // Whatever the server still sends is not read; after the last event there is nothing.
    controller.abort();
  }
}

/** Some servers answer whole where a stream was asked for. */
function isStream(response: Response): boolean {
  return contentType(response).includes('text/event-stream');
}

async function wholeOf(response: Response): Promise<unknown> {
  const text = await response.text();
  const value = parseJson(text);
  if (value !== undefined) return value;
  const isCut = text.trimStart().startsWith('{') || contentType(response).includes('json');
  throw isCut ? new SyntaxError('no complete JSON') : new UnexpectedReply('no JSON object');
}

function contentType(response: Response): string {
  return response.headers.get('content-type') ?? '';
}

function replyOf(
  wire: AnswerWire,
  { choices, tokens, costUsd, id, model }: AnswerSoFar,
  request: ProviderRequest,
  response: Response,
): ProviderReply {
  const [first, ...others] = choices.all();
  if (first === undefined) throw new UnexpectedReply('no choices');
  const handedOn = (choice: ChoiceSoFar) => providerChoice(choice, wire.finish);
  return {
    ...handedOn(first),
    ...(others.length > 0 && { others: others.map(handedOn) }),
    tokens: billed(tokens, request, choices.all()),
    // The answer's own id survives caches in between; the header's is new for every request.
    requestId: id || (response.headers.get(wire.idHeader) ?? ''),
    model,
    limits: serverLimits(response.headers, Date.now()),
    ...(wire.saysCost && costUsd !== undefined && { costUsd }),
  };
}

/** What the server counted, and an estimate of what it did not: it tells no tokens of what was cut off. */
function billed(
  { input, output, cacheRead = 0, cacheWrite = 0 }: Partial<BilledTokens>,
  request: ProviderRequest,
  choices: readonly ChoiceSoFar[],
): BilledTokens {
  const asked = () => wholeMessages(request).reduce((sum, { content }) => sum + content.length, 0);
  const heard = () => choices.reduce((sum, choice) => sum + choice.heard, 0);
  return {
    input: input ?? aboutTokens(asked()),
    output: output ?? aboutTokens(heard()),
    cacheRead,
    cacheWrite,
    ...((input === undefined || output === undefined) && { estimated: true }),
  };
}

/** Returns an answer of which nothing was read yet. */
export function emptyAnswer(choices: Choices): AnswerSoFar {
  return { choices, tokens: {}, id: '', model: '', complete: false };
}
