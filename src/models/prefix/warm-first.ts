import { createHash } from 'node:crypto';
import type { ChatModel, ChatRequest } from '../../engine/ports/chat-model.ts';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import { firstBytes, type FirstBytes } from './first-bytes.ts';

/** Providers keep a beginning at least so long after it was last read. */
const LIFETIME_MS = 5 * 60_000;

/** No provider caches less than 1,024 tokens; few languages have fewer than three characters to one. */
const LEAST_CHARACTERS = 3 * 1024;

const MOST_REMEMBERED = 1000;

/**
 * Returns the model, which sends one of the requests that begin alike ahead of the others until its answer begins: from
 * then on the provider has the beginning in its cache, and the rest go together and read it there. All requests go at
 * once where there is no such cache or nothing to put in it, and where the first of them fails.
 */
export function warmFirst(model: ChatModel, clock: Clock = systemClock): ChatModel {
  if (model.prefixCache === 'none') return model;
  const inTurn = turns(clock);
  const completeMany = model.completeMany?.bind(model);
  return {
    ...model,
    complete: (request, signal) => inTurn(request, signal, (sent) => model.complete(sent, signal)),
    ...(completeMany !== undefined && {
      completeMany: (request, count, signal) =>
        inTurn(request, signal, (sent) => completeMany(sent, count, signal)),
    }),
  };
}

/** A beginning is on its way into the cache, or is there until a moment of the monotonic clock. */
type Beginning = { readonly ahead: FirstBytes } | { readonly until: number };

function turns(clock: Clock) {
  const beginnings = new Map<string, Beginning>();
  const warm = (name: string): void => {
    beginnings.delete(name);
    beginnings.set(name, { until: clock.monotonic() + LIFETIME_MS });
    for (const oldest of beginnings.keys()) if (beginnings.size > MOST_REMEMBERED) beginnings.delete(oldest);
  };
  return async <T>(
    request: ChatRequest,
    signal: AbortSignal | undefined,
    send: (request: ChatRequest) => Promise<T>,
  ): Promise<T> => {
    if (charactersOf(request) < LEAST_CHARACTERS) return send(request);
    const name = nameOf(request);
    const known = beginnings.get(name);
    const follow = () => send(watched(request, () => warm(name)));
    if (known !== undefined && 'ahead' in known) {
      await known.ahead.arrivedOr(signal);
      return follow();
    }
    if (known !== undefined && clock.monotonic() < known.until) return follow();
    const ahead = firstBytes();
    const own = { ahead };
    beginnings.set(name, own);
    const arrived = (): void => {
      warm(name);
      ahead.arrive();
    };
    try {
      const answer = await send(watched(request, arrived));
      arrived();
      return answer;
    } finally {
      // It failed: nobody waits for a second one.
      if (beginnings.get(name) === own) beginnings.delete(name);
      ahead.arrive();
    }
  };
}

function watched(request: ChatRequest, arrived: () => void): ChatRequest {
  return {
    ...request,
    onFirstEvent: () => {
      arrived();
      request.onFirstEvent?.();
    },
  };
}

function charactersOf({ messages }: ChatRequest): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}

/** What providers compare: all that stands before what a sample alone is told. */
function nameOf({ messages, schema }: ChatRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([schema ?? null, messages]))
    .digest('base64');
}
