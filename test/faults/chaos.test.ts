import { LLMock, type ChatCompletionRequest } from '@copilotkit/aimock';
import { afterEach, expect, it, vi } from 'vitest';
import { createLlmAgent } from '../../src/agents/llm/index.ts';
import type { SampleRecord } from '../../src/engine/maker/sample/sample-record.ts';
import type { Microagent, ProposeRequest, RawAnswer } from '../../src/engine/ports/microagent.ts';
import { seededRandom } from '../../src/engine/ports/random.ts';
import { createChatModel, createModelLimiter } from '../../src/models/index.ts';
import { realWait } from '../../src/models/retry/wait.ts';
import { loadTemplate } from '../../src/prompts/index.ts';
import { toyStep } from '../support/toy-domain.ts';
import { toySession } from '../support/toy-session.ts';

const STEPS = 500;
const LETTERS = 'abcdefghijklmno';
/** Time goes so many times as fast, for waits between tries and for the latency of the server. */
const HASTE = 40;
const MOST_CONCURRENT = 24;

afterEach(() => vi.restoreAllMocks());

/** Doubt is what the noise is about: nothing may wait for a person. */
const UNATTENDED = {
  ask: 'never',
  humanLowMarginThreshold: 0,
  humanRedFlagThreshold: 0,
  humanResampleThreshold: 0,
} as const;

const letterOf = (step: number): string => LETTERS[step % LETTERS.length] ?? 'a';

/** A server that drops, refuses, garbles and cuts, and whose model is wrong one time in twenty besides. */
async function chaoticServer(): Promise<LLMock> {
  const random = seededRandom('chaos');
  vi.spyOn(Math, 'random').mockImplementation(() => random.next());
  const mock = new LLMock({
    port: 0,
    host: '127.0.0.1',
    journalMaxEntries: 1,
    chaos: {
      dropRate: 0.1,
      rateLimitRate: 0.1,
      malformedRate: 0.1,
      disconnectRate: 0.05,
      latencyMs: 200 / HASTE,
    },
  });
  mock.addFixtures([
    {
      match: { predicate: () => true },
      response: (request) => ({ content: answerTo(request, random.next()) }),
    },
  ]);
  await mock.start();
  return mock;
}

function answerTo({ messages }: ChatCompletionRequest, chance: number): string {
  const step = Number(/item (\d+)/.exec(JSON.stringify(messages))?.[1]);
  return letterOf(chance < 0.05 ? step + 1 + Math.floor(chance * 200) : step);
}

/** The real client and the real loop around it, in a hurry. */
function hurriedModel(mock: LLMock) {
  const clock = { now: () => Date.now(), monotonic: () => performance.now() * HASTE };
  const baseUrl = `${mock.url}/v1`;
  const limiter = createModelLimiter({
    maxConcurrent: MOST_CONCURRENT,
    longestOutageMs: 30 * 60_000,
    clock,
    wait: (milliseconds, signal) => realWait(milliseconds / HASTE, signal),
  });
  const model = createChatModel({
    provider: 'compatible',
    model: 'chaotic',
    key: 'sk-test',
    keyName: 'OPENAI_API_KEY',
    baseUrl,
    limiter,
    clock,
  });
  return { model, lane: limiter.lane({ baseUrl, key: 'sk-test' }) };
}

it('500 steps over a server that fails one time in three end right, with every sample once', async () => {
  const mock = await chaoticServer();
  const { model, lane } = hurriedModel(mock);
  const source = '--- system ---\nYou name letters.\n--- user ---\nThe letter of {{step.title}}.\n';
  const template = loadTemplate({ role: 'solver', source, root: undefined });
  const agent = createLlmAgent({ role: 'solver', template, model, temperature: 0.5 });
  const asked: string[] = [];
  const widths: number[] = [];
  const noted = async ({ stepId, sampleIndex }: ProposeRequest, answer: Promise<RawAnswer>) => {
    asked.push(`${stepId} ${sampleIndex}`);
    const given = await answer;
    widths.push(lane.concurrency);
    return given;
  };
  const { propose, proposeBlock } = agent;
  const solver: Microagent = {
    ...agent,
    propose: (request, signal) => noted(request, propose(request, signal)),
    ...(proposeBlock !== undefined && {
      proposeBlock: (requests, signal) => {
        const answers = proposeBlock(requests, signal);
        return requests.map((request, place) => noted(request, answers[place] as Promise<RawAnswer>));
      },
    }),
  };
  const plan = { steps: Array.from({ length: STEPS }, (_, index) => toyStep(`item ${index}`)) };
  const s = toySession({ plan, agents: { solver }, maxConcurrentSteps: 16, settings: UNATTENDED });
  await s.run().finally(() => mock.stop());

  expect(s.runner.state).toMatchObject({ status: 'completed', totals: { failed: 0, skipped: 0 } });
  const chosen = s.entries
    .filter(({ event }) => event.type === 'candidate-chosen')
    .map(({ event }) => [Number(event['step']), (event['chosen'] as { key: string }).key] as const);
  // Steps are counted from 1, items from 0.
  expect(new Map(chosen)).toEqual(
    new Map(Array.from({ length: STEPS }, (_, index) => [index + 1, letterOf(index)])),
  );

  const samples = s.entries
    .filter(({ event }) => event.type === 'sample-recorded')
    .map(({ event }) => ({ step: String(event['step']), ...(event['sample'] as unknown as SampleRecord) }));
  // No sample is lost: each that was asked for is on record, once.
  expect(samples.map(({ step, index }) => `${step} ${index}`).sort()).toEqual([...asked].sort());
  // No answer votes twice.
  const votes = samples.filter(({ outcome }) => outcome === 'valid');
  const identities = votes.map(({ requestId, choice }) => `${requestId} ${choice}`);
  expect(new Set(identities).size).toBe(identities.length);
  expect(votes.length).toBeGreaterThanOrEqual(3 * STEPS);

  // Rate limits shrink the window, and it grows again.
  const narrowest = widths.indexOf(Math.min(...widths.slice(50)), 50);
  expect(Math.max(...widths.slice(narrowest))).toBeGreaterThan(widths[narrowest] ?? 0);
  expect(Math.max(...widths)).toBeLessThanOrEqual(MOST_CONCURRENT);
}, 240_000);
