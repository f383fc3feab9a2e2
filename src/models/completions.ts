import type { Completion } from '../engine/ports/chat-model.ts';
import type { OwnPrices } from '../protocol/prices.ts';
import { costUsd } from './prices/cost-usd.ts';
import type { ChatProvider } from './provider.ts';
import type { ProviderReply } from './providers/provider-client.ts';

/** What is known of an answer beside what the server said. */
export interface Circumstances {
  readonly provider: ChatProvider;
  readonly model: string;
  readonly baseUrl: string;
  /** Prices of the user's own. */
  readonly prices?: OwnPrices | undefined;
  /** Set where it was asked for in a batch. */
  readonly batches?: unknown;
  readonly latencyMs: number;
  readonly newId: () => string;
}

/** Returns US dollars as the server says, else by the list of prices; undefined when neither knows. */
export function costOf(
  reply: ProviderReply,
  circumstances: Omit<Circumstances, 'latencyMs' | 'newId'>,
): number | undefined {
  const { provider, model, baseUrl, prices: own, batches } = circumstances;
  const { tokens } = reply;
  const models = [reply.model, model];
  return reply.costUsd ?? costUsd({ provider, baseUrl, own, models, tokens, isBatch: batches !== undefined });
}

/** Returns a completion for each choice; tokens and costs are shared among them, so that their sum is the request's. */
export function completions(
  reply: ProviderReply,
  circumstances: Circumstances,
): readonly [Completion, ...Completion[]] {
  const { model, latencyMs, newId } = circumstances;
  const { tokens, others = [] } = reply;
  const cost = costOf(reply, circumstances);
  // Without a name of its own every answer would look like the same vote.
  const requestId = reply.requestId === '' ? newId() : reply.requestId;
  const count = 1 + others.length;
  const input = tokens.input + tokens.cacheRead + tokens.cacheWrite;
  const one = ({ text, finish }: Pick<ProviderReply, 'text' | 'finish'>, choice: number): Completion => ({
    text,
    finish,
    usage: {
      input: share(input, count, choice),
      output: share(tokens.output, count, choice),
      cachedInput: share(tokens.cacheRead, count, choice),
      ...(tokens.estimated && { estimated: true }),
    },
    requestId,
    choice,
    model: reply.model === '' ? model : reply.model,
    latencyMs,
    ...(cost !== undefined && { costUsd: cost / count }),
  });
  return [one(reply, 0), ...others.map((other, index) => one(other, index + 1))];
}

/** The whole tokens of one choice among several: what does not divide is the first ones'. */
function share(tokens: number, count: number, choice: number): number {
  return Math.floor(tokens / count) + (choice < tokens % count ? 1 : 0);
}
