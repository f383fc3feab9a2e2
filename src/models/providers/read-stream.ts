import { unlessAborted } from '../unless-aborted.ts';
import type { ChoiceSoFar } from './choices.ts';
import type { ProviderRequest } from './provider-client.ts';
import type { AnswerSoFar, AnswerWire } from './read-answer.ts';
import { BrokenOff } from './stream-failure.ts';
import { watchedBytes, type WatchedBytes } from './watched-bytes.ts';
import { withoutThinking } from './without-thinking.ts';

export interface StreamReading {
  readonly wire: AnswerWire;
  readonly answer: AnswerSoFar;
  readonly request: ProviderRequest;
  readonly response: Response;
  /** Ends the request. */
  readonly controller: AbortController;
  readonly signal: AbortSignal;
}

/**
 * Reads the events of a stream until it ends or nothing more of it is wanted. Throws BrokenOff when it ends before its
 * last event, and what the SDK throws for an event that tells of an error.
 */
export async function readStream(reading: StreamReading): Promise<void> {
  const { wire, answer, request, response, controller, signal } = reading;
  const bytes = watchedBytes(response, request.onBytes);
  const events = wire.events(bytes.response, controller)[Symbol.asyncIterator]();
  const stopping = stopper(answer, request);
  let begun = false;
  for (;;) {
    const step = await nextOf(events, signal, begun);
    if (step.done === true) break;
    if (!begun) request.onFirstEvent?.();
    begun = true;
    wire.takeEvent(step.value, answer);
    if (stopping()) return;
  }
  signal.throwIfAborted();
  if (!isComplete(answer, bytes)) throw new BrokenOff();
}

async function nextOf(
  events: AsyncIterator<unknown>,
  signal: AbortSignal,
  begun: boolean,
): Promise<IteratorResult<unknown>> {
  try {
    return await unlessAborted(events.next(), signal);
  } catch (error) {
    // A connection that breaks in the middle of an answer is not one that can't be made.
    throw begun && !signal.aborted && isConnectionError(error) ? new BrokenOff(error) : error;
  }
}

/** fetch says `TypeError: terminated` of a body whose connection broke. */
function isConnectionError(error: unknown): boolean {
  return error instanceof TypeError;
}

/** Some compatible servers give no reason for the end, and only the line `[DONE]` after it. */
function isComplete({ complete }: AnswerSoFar, bytes: WatchedBytes): boolean {
  return complete || bytes.endWith('[DONE]');
}

/** Returns a check for after each event: true when we want nothing more of any choice, and there was more to come. */
function stopper({ choices }: AnswerSoFar, { stopWhen }: ProviderRequest): () => boolean {
  if (stopWhen === undefined) return () => false;
  const seen = new Map<ChoiceSoFar, number>();
  const look = (choice: ChoiceSoFar) => {
    if (choice.raw !== null || choice.cut !== undefined || seen.get(choice) === choice.text.length) return;
    seen.set(choice, choice.text.length);
    const reason = stopWhen(withoutThinking(choice.text));
    if (reason !== undefined) choice.cut = reason;
  };
  return () => {
    const all = choices.all();
    all.forEach(look);
    return (
      all.some(({ cut }) => cut !== undefined) &&
      all.every(({ cut, raw }) => cut !== undefined || raw !== null)
    );
  };
}
