import { classified, reasonIn, type ErrorCode, type MicrofactoryError } from '../../engine/error.ts';
import type { ChatModel, ChatRequest } from '../../engine/ports/chat-model.ts';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';

export interface FallbackOptions {
  /** The first is asked as long as it answers; the others in this order when it does not. */
  readonly models: readonly [ChatModel, ...ChatModel[]];
  readonly clock?: Clock;
  /** One sentence for people, once for each model and kind of failure. */
  readonly onWarning: (sentence: string) => void;
}

/** How long a model is passed over after a failure of each class, in milliseconds; other failures would be the same anywhere. */
const COOL_DOWN_MS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'model-rate': 30_000,
  'model-transient': 30_000,
  'model-network': 30_000,
  'model-stall': 30_000,
  'model-truncated': 30_000,
  'model-auth': 600_000,
  'model-billing': 600_000,
};

/** Why a model is passed over, and until when. */
interface Rest {
  readonly error: MicrofactoryError;
  readonly until: number;
}

/**
 * Returns one model made of several. Each request goes to the first that is not resting; a failure that says nothing of
 * the request itself lets it rest for a while and asks the next. When all of them rest, one whose failure may pass is asked
 * with all patience. The answer names the model that gave it. Throws as its models do.
 */
export function fallbackModel({ models, clock = systemClock, onWarning }: FallbackOptions): ChatModel {
  const rests = new Map<ChatModel, Rest>();
  const warned = new Set<string>();
  const [first] = models;

  const isAwake = (model: ChatModel): boolean => (rests.get(model)?.until ?? 0) <= clock.monotonic();
  const sentToRest = (model: ChatModel, error: MicrofactoryError): void => {
    const coolDown = Math.max(COOL_DOWN_MS[error.code] ?? 0, Number(error.data['retryAfterMs'] ?? 0));
    rests.set(model, { error, until: clock.monotonic() + coolDown });
    const next = models.find(isAwake);
    const name = `${model.provider} ${model.model} ${error.code}`;
    if (next === undefined || warned.has(name)) return;
    warned.add(name);
    onWarning(`${reasonIn(error)}; ${next.model} (${next.provider}) answers in its place for now.`);
  };
  /** Of those that rest, the first that may come back; none: what was wrong with the first. */
  const mostHopeful = (): ChatModel => {
    const hopeful = models.find((model) => rests.get(model)?.error.retryable ?? true);
    if (hopeful !== undefined) return hopeful;
    throw rests.get(first)?.error;
  };
  const asked = async <T>(
    request: ChatRequest,
    ask: (model: ChatModel, request: ChatRequest) => Promise<T>,
  ): Promise<T> => {
    for (const model of models) {
      if (!isAwake(model)) continue;
      try {
        const answer = await ask(model, { ...request, goesElsewhere: true });
        rests.delete(model);
        return answer;
      } catch (thrown) {
        const error = classified(thrown);
        if (COOL_DOWN_MS[error.code] === undefined) throw error;
        sentToRest(model, error);
      }
    }
    return ask(mostHopeful(), request);
  };

  return {
    provider: first.provider,
    model: first.model,
    prefixCache: first.prefixCache,
    complete: (request, signal) => asked(request, (model, wish) => model.complete(wish, signal)),
    ...(first.completeMany !== undefined && {
      completeMany: (request, count, signal) =>
        asked(request, async (model, wish) =>
          model.completeMany === undefined
            ? [await model.complete(wish, signal)]
            : model.completeMany(wish, count, signal),
        ),
    }),
  };
}
