import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createChatModel } from '../create-chat-model.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';
import type { HttpProvider } from '../provider.ts';

/** A server that says with each answer what it cost, as OpenRouter does: https://openrouter.ai/docs/use-cases/usage-accounting. */
async function costAt(provider: HttpProvider): Promise<number | undefined> {
  const server = createServer((_request, response) => {
    const usage = { prompt_tokens: 1000, completion_tokens: 10, cost: 0.0125 };
    const choices = [{ message: { role: 'assistant', content: '4' }, finish_reason: 'stop' }];
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: 'a', choices, usage }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const limiter = createModelLimiter({ maxConcurrent: 1 });
  const prices = { [provider]: { 'some/model': { input: 1, output: 0 } } };
  const at = { provider, model: 'some/model', key: 'k', keyName: 'K', baseUrl, limiter, prices };
  const answer = await createChatModel(at)
    .complete({ messages: [{ role: 'user', content: '2 + 2?' }], maxTokens: 10 })
    .finally(() => server.close());
  return answer.costUsd;
}

it('counts what OpenRouter says that an answer cost, before any list', async () => {
  expect(await costAt('openrouter')).toBe(0.0125);
});

it("counts the user's own price where a server says nothing that means money", async () => {
  expect(await costAt('compatible')).toBeCloseTo(0.001);
});
