import { classified, type ErrorCode } from '../../engine/error.ts';
import type { ChatModel, ChatRequest, Completion } from '../../engine/ports/chat-model.ts';
import { tokensUsd } from '../prices/cost-usd.ts';
import type { ModelPrice } from '../prices/price-list.ts';
import { priceUnknown, type Purse, type Spending } from './purse.ts';
import { promptTokens, type CountTokens } from './prompt-tokens.ts';

export interface BudgetOptions {
  readonly purse: Purse;
  /** Undefined where it is not known. */
  readonly price: ModelPrice | undefined;
  /** The requests go out in batches. */
  readonly isBatch?: boolean;
  readonly countTokens: CountTokens;
}

/** Failures after which a server may have billed what never arrived. */
const PERHAPS_BILLED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'cancelled',
  'model-stall',
  'model-truncated',
]);

/** Returns the model, none of whose requests goes out before the purse holds what it may cost at most. Throws `configuration` where dollars are limited and the price is not known. */
export function withinBudget(
  model: ChatModel,
  { purse, price: listed, isBatch = false, countTokens }: BudgetOptions,
): ChatModel {
  const { maxUsd, maxTokens } = purse.limits;
  const price = listed === undefined || !isBatch ? listed : batchPrice(listed);
  if (maxUsd !== undefined && price === undefined) throw priceUnknown(`${model.provider} ${model.model}`);
  const isCounted = maxUsd !== undefined || maxTokens !== undefined;

  const spend = async <T>(
    wish: Wish,
    signal: AbortSignal,
    ask: () => Promise<T>,
    takenOf: (answer: T) => Spending,
  ) => {
    const input = isCounted ? promptTokens(wish.request, model.provider, countTokens) : 0;
    const output = isCounted ? wish.request.maxTokens * wish.count : 0;
    const reserved = await purse.reserve(spending(price, { input, output }), model.model, signal);
    try {
      const answer = await ask();
      reserved.settle(takenOf(answer));
      return answer;
    } catch (error) {
      const isBilled = PERHAPS_BILLED.has(classified(error).code);
      reserved.settle(isBilled ? spending(price, { input, output: 0 }) : NOTHING);
      throw error;
    }
  };

  const { completeMany } = model;
  return {
    ...model,
    complete: (request, signal = new AbortController().signal) =>
      spend(
        { request, count: 1 },
        signal,
        () => model.complete(request, signal),
        (answer) => takenBy([answer]),
      ),
    ...(completeMany !== undefined && {
      completeMany: (request, count, signal = new AbortController().signal) =>
        spend({ request, count }, signal, () => completeMany(request, count, signal), takenBy),
    }),
  };
}

interface Wish {
  readonly request: ChatRequest;
  readonly count: number;
}

const NOTHING: Spending = { calls: 0, tokens: 0, usd: 0 };

function spending(
  price: ModelPrice | undefined,
  { input, output }: { readonly input: number; readonly output: number },
): Spending {
  return {
    calls: 1,
    tokens: input + output,
    usd: price === undefined ? undefined : mostUsd(price, input, output),
  };
}

/** As if nothing came out of a cache, and everything was written to one. */
function mostUsd(price: ModelPrice, input: number, output: number): number {
  const dearest = { ...price, input: Math.max(price.input, price.cacheWrite) };
  return tokensUsd(dearest, { input, output, cacheRead: 0, cacheWrite: 0 });
}

function takenBy(answers: readonly Completion[]): Spending {
  const tokens = answers.reduce((sum, { usage }) => sum + usage.input + usage.output, 0);
  const isKnown = answers.every(({ costUsd }) => costUsd !== undefined);
  const usd = isKnown ? answers.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0) : undefined;
  return { calls: 1, tokens, usd };
}

function batchPrice(price: ModelPrice): ModelPrice {
  const { input, output, cacheRead, cacheWrite, batch = 1 } = price;
  return {
    input: input * batch,
    output: output * batch,
    cacheRead: cacheRead * batch,
    cacheWrite: cacheWrite * batch,
  };
}
