import { afterEach, expect, it } from 'vitest';
import { startModelServer, type ModelServer } from '../../../test/support/model-server.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import { createChatModel } from '../create-chat-model.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';
import { priceOf } from '../prices/price-list.ts';
import { createPurse, type PurseLimits } from './purse.ts';
import { withinBudget } from './within-budget.ts';

const REQUEST: ChatRequest = { messages: [{ role: 'user', content: 'a b c d e f' }], maxTokens: 100 };
const servers: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** A real client at a real server; a token is a word. Each request takes at most 10 + 100 tokens, and in truth 20. */
async function bench(limits: PurseLimits, model = 'gpt-4.1-mini') {
  const server = await startModelServer({ answer: () => ({ text: '4', usage: { input: 10, output: 10 } }) });
  servers.push(server);
  const limiter = createModelLimiter({ maxConcurrent: 8 });
  const at = { provider: 'openai', model, key: 'k', keyName: 'K', baseUrl: server.openaiUrl } as const;
  const price = priceOf(at);
  const countTokens = (text: string) => text.split(' ').filter(Boolean).length;
  const asked = createChatModel({ ...at, limiter });
  return { server, model: () => withinBudget(asked, { purse: createPurse({ limits }), price, countTokens }) };
}

it.each<[string, PurseLimits, number]>([
  ['tokens', { maxTokens: 200 }, 5],
  ['dollars', { maxUsd: 0.000_300 }, 7],
  ['requests', { maxCalls: 3 }, 3],
])('asks as often as the budget of %s surely holds, also all at once', async (_name, limits, most) => {
  const { server, model } = await bench(limits);
  const asked = model();
  const answers = await Promise.allSettled(Array.from({ length: 12 }, () => asked.complete(REQUEST)));
  expect(server.log).toHaveLength(most);
  const refused = answers.filter((each) => each.status === 'rejected');
  expect(refused).toHaveLength(12 - most);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'budget' });
});

it('refuses to begin where dollars are limited and the price is not known', async () => {
  const { server, model } = await bench({ maxUsd: 1 }, 'some-model');
  expect(() => model()).toThrow('The price of openai some-model is not known');
  expect(server.log).toHaveLength(0);
});
