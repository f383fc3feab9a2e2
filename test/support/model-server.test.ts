import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createChatModel, createModelLimiter } from '../../src/models/index.ts';
import { inOrder, startModelServer } from './model-server.ts';
import { spawnModelServer } from './spawn-model-server.ts';

function modelAt(baseUrl: string) {
  const limiter = createModelLimiter({ maxConcurrent: 1 });
  return createChatModel({ provider: 'compatible', model: 'm', key: 'k', keyName: 'K', baseUrl, limiter });
}

const ask = (prompt: string, seed: number) => ({
  messages: [{ role: 'user' as const, content: prompt }],
  maxTokens: 10,
  seed,
});

it('answers in the scripted order, and the last for ever', async () => {
  const server = await startModelServer({ answer: inOrder('A', 'B', 'A') });
  const model = modelAt(server.openaiUrl);
  const texts: string[] = [];
  for (let seed = 0; seed < 4; seed += 1) texts.push((await model.complete(ask('x', seed))).text);
  await server.stop();
  expect(texts).toEqual(['A', 'B', 'A', 'A']);
});

it('runs as a process of its own, answers as a function of the request and logs what it was asked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'model-server-'));
  const answersModule = join(folder, 'answers.mjs');
  await writeFile(answersModule, 'export default ({ prompt, seed }) => `${prompt}:${seed}`;');
  const server = await spawnModelServer({ answersModule, logFile: join(folder, 'log.jsonl') });
  const model = modelAt(server.openaiUrl);
  expect((await model.complete(ask('step 1', 3))).text).toBe('step 1:3');
  expect((await model.complete(ask('step 1', 4))).text).toBe('step 1:4');
  const samples = server.requests().map((each) => each.sample);
  expect(new Set(samples).size).toBe(2);
  await server.stop();
  await rm(folder, { recursive: true });
});
