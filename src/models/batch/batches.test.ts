import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startBatchServer, type BatchServer, type BatchAnswer } from '../../../test/support/batch-server.ts';
import { startModelServer } from '../../../test/support/model-server.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import { createChatModel } from '../create-chat-model.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';
import type { HttpProvider } from '../provider.ts';
import { createBatchLedger } from './batch-ledger.ts';
import { createBatchDesk } from './batched-client.ts';

const servers: BatchServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

const asking = (content: string): ChatRequest => ({ messages: [{ role: 'user', content }], maxTokens: 50 });
/** As text, or as Anthropic's blocks of text. */
const contentOf = (body: Readonly<Record<string, unknown>>): string => {
  const content = (body['messages'] as { content: string | { text: string }[] }[])[0]?.content ?? '';
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('');
};

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'batches-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

function modelAt(provider: HttpProvider, baseUrl: string, file: string, model = 'gpt-4.1-mini') {
  const limiter = createModelLimiter({ maxConcurrent: 1000, startsWide: true });
  const batches = createBatchDesk(createBatchLedger(file), () => undefined);
  return createChatModel({ provider, model, key: 'k', keyName: 'K', baseUrl, limiter, batches });
}

const CASES = [
  ['openai', 'gpt-4.1-mini', 0.4, 1.6],
  ['anthropic', 'claude-haiku-4-5', 1, 5],
] as const;

describe.each(CASES)('batches of %s', (provider, name, input, output) => {
  const bench = async (answer: (content: string, index: number) => BatchAnswer) => {
    const server = await startBatchServer(({ body, index }) => answer(contentOf(body), index));
    servers.push(server);
    const file = join(await folder(), 'session', 'batches.json');
    const url = provider === 'openai' ? server.openaiUrl : server.anthropicUrl;
    return { server, file, again: () => modelAt(provider, url, file, name) };
  };

  it('send what is asked together as one, and give each its own answer at half the price', async () => {
    const { server, again } = await bench((content) => `answer to ${content}`);
    const model = again();
    const names = Array.from({ length: 40 }, (_, at) => `question ${at}`);
    const answers = await Promise.all(names.map((content) => model.complete(asking(content))));
    expect(answers.map(({ text }) => text)).toEqual(names.map((content) => `answer to ${content}`));
    expect(server.batches).toEqual([40]);
    expect(answers[0]?.costUsd).toBeCloseTo((100 * input + 10 * output) / 2_000_000, 12);
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(40);
  });

  it('give a refused request its error and ask again what expired', async () => {
    const { server, again } = await bench((content, index) => {
      if (content === 'bad') return { status: 401, type: 'authentication_error' };
      return content === 'late' && index < 3 ? 'expired' : 'good';
    });
    const model = again();
    const [good, bad, late] = await Promise.allSettled(
      ['fine', 'bad', 'late'].map((content) => model.complete(asking(content))),
    );
    expect(good).toMatchObject({ value: { text: 'good' } });
    expect(bad).toMatchObject({ reason: { code: 'model-auth' } });
    expect(late).toMatchObject({ value: { text: 'good' } });
    expect(server.batches).toEqual([3, 1]);
  });

  it('are found again by a later process, which pays for nothing twice', async () => {
    const { server, file, again } = await bench((content) => content);
    server.isHeld = true;
    const before = again();
    // The process of these is gone before their batch ends.
    void Promise.allSettled([before.complete(asking('one')), before.complete(asking('two'))]);
    await expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
    expect(server.batches).toEqual([2]);
    const after = again();
    const answers = Promise.all(['two', 'one', 'three'].map((each) => after.complete(asking(each))));
    await expect.poll(() => server.batches, { timeout: 10_000 }).toEqual([2, 1]);
    server.isHeld = false;
    expect((await answers).map(({ text }) => text)).toEqual(['two', 'one', 'three']);
    expect(server.requests).toHaveLength(3);
  });

  it('are cancelled once nobody waits for them, and what was cancelled is asked anew', async () => {
    const { server, again } = await bench((content) => content);
    server.isHeld = true;
    const stop = new AbortController();
    const model = again();
    const asked = Promise.allSettled(['one', 'two'].map((each) => model.complete(asking(each), stop.signal)));
    await expect.poll(() => server.batches.length, { timeout: 10_000 }).toBeGreaterThan(0);
    stop.abort();
    expect((await asked).map((each) => each.status)).toEqual(['rejected', 'rejected']);
    await expect.poll(() => server.cancelled, { timeout: 10_000 }).toHaveLength(server.batches.length);
    server.isHeld = false;
    expect((await again().complete(asking('one'))).text).toBe('one');
  });
});

it("speaks OpenAI's batches and files as aimock does", async () => {
  const mock = await startModelServer({ answer: () => 'not asked' });
  onTestFinished(() => mock.stop());
  const model = modelAt('openai', mock.openaiUrl, join(await folder(), 'batches.json'));
  expect((await model.complete(asking('one'))).text).toBe('Mock batch completion');
});

it.each(['gemini', 'compatible'] as const)('refuses batches of %s in one sentence', (provider) => {
  expect(() => modelAt(provider, 'http://127.0.0.1:9/v1', '/nowhere/batches.json')).toThrow(
    `The provider ${provider} has no batches: leave --batch out, or use openai or anthropic for all roles.`,
  );
});
