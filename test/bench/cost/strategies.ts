import { fileURLToPath } from 'node:url';
import { createLlmAgent } from '../../../src/agents/llm/index.ts';
import type { ChatModel } from '../../../src/engine/ports/chat-model.ts';
import type { ProposeRequest } from '../../../src/engine/ports/microagent.ts';
import { createChatModel, createModelLimiter } from '../../../src/models/index.ts';
import { loadTemplate } from '../../../src/prompts/index.ts';
import { NO_BILL, priceOf, tokensOf, type Bill } from './bill.ts';
import { startBillingServer } from './billing-server.ts';

/** How the samples of one prompt are asked. */
export interface Strategy {
  readonly name: string;
  readonly provider: 'openai' | 'anthropic';
  readonly caches: boolean;
  /** Nobody goes ahead of the others. */
  readonly atOnce: boolean;
  /** Choices of one request, where the provider has them. */
  readonly choices: boolean;
  /** How the model is changed before the agent gets it; to see that a mistake of the client costs what it would. */
  readonly change?: (model: ChatModel) => ChatModel;
}

export const STRATEGIES: readonly Strategy[] = [
  { name: 'naive: all at once, no cache', provider: 'openai', caches: false, atOnce: true, choices: false },
  { name: 'n: choices of one request', provider: 'openai', caches: true, atOnce: false, choices: true },
  { name: 'automatic cache, warmed', provider: 'openai', caches: true, atOnce: false, choices: false },
  { name: 'automatic cache, all at once', provider: 'openai', caches: true, atOnce: true, choices: false },
  { name: 'marked cache, warmed', provider: 'anthropic', caches: true, atOnce: false, choices: false },
  { name: 'marked cache, all at once', provider: 'anthropic', caches: true, atOnce: true, choices: false },
];

export interface Measured {
  readonly strategy: string;
  readonly bill: Bill;
  /** In input tokens. */
  readonly price: number;
  readonly requests: number;
  /** What the client says that it cost, in dollars. */
  readonly costUsd: number;
  readonly cachedInput: number;
}

export interface Size {
  readonly samples: number;
  /** Tokens of the files that the prompt shows. */
  readonly input: number;
  readonly output: number;
}

export const SIZE: Size = { samples: 5, input: 12_000, output: 300 };

const MODEL = { openai: 'gpt-4.1', anthropic: 'claude-sonnet-4-5' } as const;

/** Asks real clients for the samples of a step's first block, by the strategy, and returns what the server bills. */
export async function measure(strategy: Strategy, size: Size = SIZE): Promise<Measured> {
  const { provider, caches, atOnce, choices, change = (model) => model } = strategy;
  const server = await startBillingServer({ caches, answer: 'x'.repeat(4 * size.output) });
  try {
    const model = createChatModel({
      provider,
      model: MODEL[provider],
      key: 'sk-bench',
      keyName: 'the key of the benchmark',
      baseUrl: provider === 'openai' ? `${server.url}/v1` : server.url,
      limiter: createModelLimiter({ maxConcurrent: size.samples }),
    });
    await openLane(model, size.samples);
    server.reset(atOnce ? size.samples : 1);
    const answers = await askedOf(change(shaped(model, { atOnce, choices })), size);
    return {
      strategy: strategy.name,
      bill: server.bill,
      price: priceOf(server.bill),
      requests: server.requests,
      costUsd: answers.reduce((sum, { costUsd = NaN }) => sum + costUsd, 0),
      cachedInput: answers.reduce((sum, { usage }) => sum + usage.cachedInput, 0),
    };
  } finally {
    await server.stop();
  }
}

/** Returns the price of the samples where every request pays for its whole prompt. */
export function naivePrice({ bill }: Measured): number {
  return priceOf({ ...NO_BILL, input: bill.input + bill.cacheRead + bill.cacheWrite, output: bill.output });
}

function shaped(model: ChatModel, { atOnce, choices }: { atOnce: boolean; choices: boolean }): ChatModel {
  const { completeMany, ...single } = model;
  return {
    ...single,
    ...(atOnce && { prefixCache: 'none' }),
    ...(choices && completeMany !== undefined && { completeMany: completeMany.bind(model) }),
  };
}

/** A key's first requests go one by one; here it has been in use for a while. */
async function openLane(model: ChatModel, size: number): Promise<void> {
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  for (let round = 1; round < size; round += 1) await model.complete({ messages, maxTokens: 10 });
}

function askedOf(model: ChatModel, size: Size) {
  const template = loadTemplate({
    role: 'solver',
    source: 'solver.hbs',
    root: fileURLToPath(new URL('../../../templates/code', import.meta.url)),
  });
  const agent = createLlmAgent({
    role: 'solver',
    template,
    model,
    temperature: 0.1,
    formatGuide: 'Write edits.',
  });
  const requests = Array.from({ length: size.samples }, (_, index) => requestOf(index, size));
  return Promise.all(agent.proposeBlock?.(requests, new AbortController().signal) ?? []);
}

function requestOf(sampleIndex: number, { input }: Size): ProposeRequest {
  const line = 'export const area = (width, height) => width * height;\n';
  const text = line.repeat(Math.ceil(input / tokensOf(line.length)));
  return {
    role: 'solver',
    stepId: '1',
    sampleIndex,
    seed: 'bench',
    maxTokens: 1000,
    evidence: {
      goal: 'Make the tests pass',
      step: {
        id: '1',
        title: 'Round half up',
        description: 'round() rounds half down',
        kind: 'edit',
        depth: 1,
        promise: { kind: 'none' },
        mayBreak: [],
        files: ['src/area.js'],
      },
      place: { ancestors: [], index: 1, count: 1, siblings: [] },
      files: [{ path: 'src/area.js', text, why: 'named by the plan' }],
      failures: [],
      outline: ['src/area.js'],
      feedback: [],
      notes: [],
    },
  };
}
