import { afterEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { startModelServer, type ModelServer } from '../../../test/support/model-server.ts';
import type { ProposeRequest, Role } from '../../engine/ports/microagent.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import { createChatModel, createModelLimiter } from '../../models/index.ts';
import { loadTemplate } from '../../prompts/index.ts';
import { wholeMessages } from '../../models/providers/whole-messages.ts';
import { chatRequest, createLlmAgent } from './create-llm-agent.ts';

const TEMPLATES = join(import.meta.dirname, '../../../templates/code');

const REQUEST: ProposeRequest = {
  role: 'solver',
  stepId: 's1',
  sampleIndex: 0,
  seed: 'session',
  maxTokens: 700,
  evidence: {
    goal: 'Fix the failing tests',
    step: {
      id: 's1',
      title: 'Round half up',
      description: 'round() rounds half down',
      kind: 'edit',
      depth: 1,
      promise: { kind: 'tests', tests: ['money › rounds half up'] },
      mayBreak: ['money › prints'],
      files: ['src/money.js'],
    },
    place: {
      ancestors: ['Fix everything'],
      index: 2,
      count: 3,
      siblings: [{ title: 'Parse dates', state: 'accepted', summary: 'src/date.js +1 −1' }],
    },
    files: [{ path: 'src/money.js', text: 'export const x = 1;\n// ```\n', why: 'stack frame' }],
    failures: [
      {
        test: 'money › rounds half up',
        file: 'test/money.test.js',
        message: 'Expected 3, got 2\u202e',
        expected: '3',
        actual: '2',
        frames: [{ path: 'src/money.js', line: 7 }],
      },
    ],
    outline: ['src/money.js', 'src/date.js'],
    feedback: ['An earlier answer broke csv › plain'],
    notes: ['Uses ES modules'],
  },
};

function options(role: Role = 'solver') {
  const template = loadTemplate({ role, source: `${role}.hbs`, root: TEMPLATES });
  const limiter = createModelLimiter({ maxConcurrent: 2 });
  const unused = {
    provider: 'compatible',
    model: 'm',
    key: 'k',
    keyName: 'K',
    baseUrl: 'http://127.0.0.1:9',
    limiter,
  } as const;
  return {
    role,
    template,
    model: createChatModel(unused),
    temperature: 0.1,
    formatGuide: 'WRITE EDITS LIKE THIS',
  };
}

const asText = (request: ChatRequest) =>
  wholeMessages(request)
    .map((message) => message.content)
    .join('\n');

describe('the prompt of a sample', () => {
  it.each([
    'Fix the failing tests',
    'Round half up',
    'round() rounds half down',
    'Fix everything',
    'step 2 of 3',
    '- Parse dates (accepted): src/date.js +1 −1',
    'An earlier answer broke csv › plain',
    'the test passes: money › rounds half up',
    'money › prints',
    'export const x = 1;',
    'stack frame',
    'Expected 3, got 2⟨U+202E⟩',
    'at src/money.js:7',
    'src/date.js',
    'Uses ES modules',
    'WRITE EDITS LIKE THIS',
  ])('tells the solver: %s', (words) => {
    expect(asText(chatRequest(options(), REQUEST))).toContain(words);
  });

  it('asks the first sample at temperature 0 and the others at the configured one', () => {
    const temperatures = [0, 1, 2].map(
      (sampleIndex) => chatRequest(options(), { ...REQUEST, sampleIndex }).temperature,
    );
    expect(temperatures).toEqual([0, 0.1, 0.1]);
  });

  it('is the same up to the last words for all samples of a step, and different from each of them', () => {
    const shared = new Set(
      Array.from({ length: 96 }, (_, sampleIndex) =>
        JSON.stringify(chatRequest(options(), { ...REQUEST, sampleIndex }).messages),
      ),
    );
    expect(shared.size).toBe(1);
    const prompts = Array.from({ length: 96 }, (_, sampleIndex) =>
      asText(chatRequest(options(), { ...REQUEST, sampleIndex })),
    );
    const [first = ''] = prompts;
    expect(prompts.every((prompt) => prompt.startsWith(first))).toBe(true);
    expect(new Set(prompts).size).toBe(96);
    expect(prompts.every((prompt) => prompt.length - first.length < 150)).toBe(true);
  });

  it('says the same in other words and another order, with all that the first wording says', () => {
    const failures = [1, 2, 3].map((line) => ({
      ...REQUEST.evidence.failures[0],
      test: `money › ${line}`,
      message: `Expected ${line}`,
    })) as ProposeRequest['evidence']['failures'];
    const request = { ...REQUEST, evidence: { ...REQUEST.evidence, failures } };
    const written = asText(chatRequest(options(), request));
    const worded = [1, 2, 3, 4].map((wording) => asText(chatRequest(options(), { ...request, wording })));
    expect(new Set([written, ...worded]).size).toBe(5);
    const orders = [written, ...worded].map((prompt) => (prompt.match(/Expected \d/g) ?? []).join());
    expect(new Set(orders).size).toBeGreaterThan(2);
    for (const prompt of worded) {
      for (const words of [
        'Fix the failing tests',
        'round() rounds half down',
        'export const x = 1;',
        'Expected 3',
        'Uses ES modules',
        'An earlier answer broke',
        'money › prints',
        'src/date.js',
        'WRITE EDITS LIKE THIS',
      ])
        expect(prompt).toContain(words);
    }
    expect(asText(chatRequest(options(), { ...request, wording: 1 }))).toContain('What has to be changed');
  });

  it('is a function of seed, step and sample index', () => {
    const other = { ...REQUEST, sampleIndex: 5 };
    expect(chatRequest(options(), other)).toEqual(chatRequest(options(), other));
    const seeds = [REQUEST, other, { ...REQUEST, stepId: 's2' }, { ...REQUEST, seed: 'x' }].map(
      (request) => chatRequest(options(), request).seed,
    );
    expect(new Set(seeds).size).toBe(4);
  });

  it('shows a discriminator its options last, in the order of this vote', () => {
    const role = 'decomposition_discriminator';
    const request = { ...REQUEST, role, options: ['first ```` plan', 'second plan'] } as const;
    const [system, user] = wholeMessages(chatRequest(options(role), request));
    expect(system?.content).toContain('{"choice": 1}');
    expect(user?.content).toMatch(
      /Plan 1:\n(`{5})\nfirst ```` plan\n\1\n\nPlan 2:\n````\nsecond plan\n````\n/,
    );
  });

  it('holds a decomposer to the schema of plans', () => {
    expect(chatRequest(options('decomposition'), { ...REQUEST, role: 'decomposition' }).schema?.name).toBe(
      'plan',
    );
    expect(chatRequest(options(), REQUEST)).not.toHaveProperty('schema');
  });

  it('gives format and options also to templates that forgot them', () => {
    const own = { ...options(), template: loadTemplate({ role: 'solver', source: 'Do {{step.title}}' }) };
    const [system, user] = chatRequest(own, REQUEST).messages;
    expect(system?.content).toBe('WRITE EDITS LIKE THIS');
    expect(user?.content).toBe('Do Round half up');
    const role = 'solution_discriminator';
    const choice = {
      ...options(role),
      template: loadTemplate({ role, source: 'Choose for {{step.title}}' }),
    };
    const asked = asText(
      chatRequest({ ...choice, formatGuide: '' }, { ...REQUEST, role, options: ['A', 'B'] }),
    );
    expect(asked).toContain('Option 2:\n````\nB\n````');
    expect(asked).toContain('{"choice": 1}');
  });
});

describe('the agent', () => {
  const servers: ModelServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  it('asks the model once and hands the answer on unjudged', async () => {
    const server = await startModelServer({ answer: () => ({ text: 'x', finish: 'length', id: 'id-1' }) });
    servers.push(server);
    const limiter = createModelLimiter({ maxConcurrent: 2 });
    const at = {
      provider: 'openai',
      model: 'gpt-4.1-mini',
      key: 'k',
      keyName: 'K',
      baseUrl: server.openaiUrl,
      limiter,
    } as const;
    const agent = createLlmAgent({ ...options(), model: createChatModel(at) });
    const answer = await agent.propose(REQUEST, new AbortController().signal);
    expect(answer).toMatchObject({
      text: 'x',
      agent: 'llm',
      model: 'gpt-4.1-mini',
      requestId: 'id-1',
      choice: 0,
    });
    expect(answer.finish).toEqual({ unified: 'length', raw: 'length' });
    expect(answer.costUsd).toBeGreaterThan(0);
    expect(server.log).toMatchObject([{ maxTokens: 700, temperature: 0 }]);
  });

  it('refuses a role that is not its own', async () => {
    const asked = createLlmAgent(options()).propose(
      { ...REQUEST, role: 'decomposition' },
      new AbortController().signal,
    );
    await expect(asked).rejects.toMatchObject({ code: 'internal' });
  });
});
