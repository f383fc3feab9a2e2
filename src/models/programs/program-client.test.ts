import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isGone, programFixture, type ProgramFixture } from '../../../test/support/program-fixture.ts';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import type { ProgramProvider } from '../../protocol/providers.ts';
import { commandRunner } from '../../workspace/index.ts';
import { createChatModel } from '../create-chat-model.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';
import { programClient, programVersion } from './program-client.ts';

const run = commandRunner({
  graceMs: 0,
  environment: { ...process.env, FOREIGN_API_KEY: 'foreign-key-123456' },
});
const REQUEST: ChatRequest = {
  messages: [
    { role: 'system', content: 'Be exact.' },
    { role: 'user', content: 'What is 2 + 2?' },
  ],
  variation: 'Go through it slowly.',
  maxTokens: 100,
};
const KINDS = { 'codex-cli': 'codex', 'claude-cli': 'claude' } as const;
const BOTH = ['codex-cli', 'claude-cli'] as const;
const NOTHING_KNOWN = {} as Capabilities;

function fixture(): ProgramFixture {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return programFixture(folder);
}

interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly model?: string;
  readonly totalMs?: number;
  readonly idleMs?: number;
}

function client(
  provider: ProgramProvider,
  program: ProgramFixture,
  { env = {}, model = 'default', ...limits }: Setting = {},
) {
  const paths = { [provider]: program.path(KINDS[provider]) };
  return programClient({ provider, model, programs: { run, env, paths }, ...limits });
}

const ask = (asked: ReturnType<typeof client>, signal = new AbortController().signal) =>
  asked.send(REQUEST, NOTHING_KNOWN, signal);

describe.each(BOTH)('%s', (provider) => {
  it('answers what is asked on standard input, in an empty folder that goes with it', async () => {
    const program = fixture();
    program.behave('good', '4');
    const reply = await ask(client(provider, program, { model: 'some-model' }));
    expect(reply.text).toBe('4');
    const [call] = program.calls();
    expect(call?.prompt).toBe('Be exact.\n\nWhat is 2 + 2?\n\nGo through it slowly.');
    expect(call?.argv.join(' ')).not.toContain('2 + 2');
    expect(call?.argv.join(' ')).toContain('--model some-model');
    expect(call?.files).toEqual([]);
    expect(existsSync(call?.cwd ?? '')).toBe(false);
  });

  it('is left its own choice of model', async () => {
    const program = fixture();
    await ask(client(provider, program));
    expect(program.calls()[0]?.argv).not.toContain('--model');
  });

  it('has an identity for each answer', async () => {
    const program = fixture();
    const replies = [await ask(client(provider, program)), await ask(client(provider, program))];
    expect(new Set(replies.map(({ requestId }) => requestId)).size).toBe(2);
    expect(replies[0]?.requestId).toMatch(/^[\da-f-]{36}$/u);
  });

  it('is given its own key and no other, nor anything else of the environment', async () => {
    const program = fixture();
    const env = {
      OPENAI_API_KEY: 'openai-key-1234567',
      ANTHROPIC_API_KEY: 'anthropic-key-1234567',
      GEMINI_API_KEY: 'gemini-key-1234567',
      NODE_OPTIONS: '--no-warnings',
      HTTPS_PROXY: 'http://proxy:8080',
    };
    await ask(client(provider, program, { env }));
    const seen = program.calls()[0]?.env ?? {};
    const own = provider === 'codex-cli' ? 'OPENAI_API_KEY' : 'ANTHROPIC_API_KEY';
    expect(Object.keys(seen).filter((name) => name.includes('KEY'))).toEqual([own]);
    expect(seen).toMatchObject({ [own]: env[own], HTTPS_PROXY: 'http://proxy:8080' });
    expect(seen).not.toHaveProperty('NODE_OPTIONS');
    expect(JSON.stringify(seen)).not.toContain('foreign-key');
  });

  it('has the key taken out of an answer that shows its environment', async () => {
    const program = fixture();
    program.behave('environment');
    const key = 'sk-canary-93ab17d20c55';
    const proxy = 'http://someone:proxy-secret-77@proxy:8080';
    const env = { OPENAI_API_KEY: key, ANTHROPIC_API_KEY: key, HTTPS_PROXY: proxy };
    const { text } = await ask(client(provider, program, { env }));
    expect(program.calls()[0]?.env).toMatchObject({ HTTPS_PROXY: proxy });
    expect(text).toContain('_API_KEY');
    expect(text).not.toContain('canary');
    expect(text).not.toContain('proxy-secret');
  });

  it.each(['junk', 'huge'])('is understood through %s', async (mode) => {
    const program = fixture();
    program.behave(mode, 'the answer');
    expect((await ask(client(provider, program))).text).toBe('the answer');
  });

  it.each([
    ['not-logged-in', 'model-auth', false, /is not logged in: log in with/u],
    ['usage-limit', 'model-billing', false, /has used up what its plan allows \(.*limit/u],
    ['rate-limit', 'model-rate', true, /limits the rate of requests/u],
    ['overloaded', 'model-transient', true, /overloaded or failing server/u],
    ['unknown-model', 'model-config', false, /does not know the model default \(/u],
    ['too-big', 'model-too-big', false, /is too big for/u],
    ['network', 'model-network', true, /can't reach its server/u],
    ['crash', 'model-transient', true, /gave no answer \(exit status 1\) \(.*something broke/u],
    ['cut', 'model-transient', true, /gave no answer \(exit status 0\): try/u],
    ['old-version', 'configuration', false, /bring it up to date with npm install -g/u],
  ])('that is %s is %s', async (mode, code, retryable, sentence) => {
    const program = fixture();
    program.behave(mode);
    await expect(ask(client(provider, program))).rejects.toMatchObject({
      code,
      retryable,
      message: expect.stringMatching(sentence) as string,
    });
  });

  it('is ended with all it started when the request is cancelled', async () => {
    const program = fixture();
    program.behave('hangs');
    const cancel = new AbortController();
    const asked = ask(client(provider, program), cancel.signal);
    const over = asked.catch(() => undefined);
    await vi.waitFor(() => expect(program.pids()).toHaveLength(2), { timeout: 30_000, interval: 20 });
    cancel.abort();
    await over;
    expect(program.pids().filter((pid) => !isGone(pid))).toEqual([]);
    await expect(asked).rejects.toThrow();
  });

  it.each([
    ['hangs', { idleMs: 1500 }, /said nothing for 2 s/u],
    ['chatters', { idleMs: 20_000, totalMs: 2500 }, /gave no complete answer within 3 s/u],
  ])('that %s is ended at its limit', async (mode, limits, sentence) => {
    const program = fixture();
    program.behave(mode);
    await expect(ask(client(provider, program, limits))).rejects.toMatchObject({
      code: 'model-stall',
      message: expect.stringMatching(sentence) as string,
    });
    expect(program.pids().filter((pid) => !isGone(pid))).toEqual([]);
  });

  it('that is not there says how it is installed', async () => {
    const paths = { [provider]: join(tmpdir(), 'no-such-folder', 'program') };
    const missing = programClient({ provider, model: 'default', programs: { run, env: {}, paths } });
    await expect(ask(missing)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(
        /can't be started \(There is no program .*install it with npm install -g/u,
      ) as string,
    });
  });

  it('tells its version', async () => {
    const program = fixture();
    const paths = { [provider]: program.path(KINDS[provider]) };
    expect(await programVersion(provider, { run, env: {}, paths })).toContain('1.2.3');
  });

  it('is a model like others: tried again where the server was overloaded, with usage, identity and price', async () => {
    const program = fixture();
    program.behave('overloaded-once', '4');
    const model = createChatModel({
      provider,
      model: 'default',
      key: undefined,
      keyName: '',
      baseUrl: `${provider}:`,
      limiter: createModelLimiter({ maxConcurrent: 1 }),
      programs: { run, env: {}, paths: { [provider]: program.path(KINDS[provider]) } },
    });
    const answer = await model.complete(REQUEST);
    expect(program.calls()).toHaveLength(2);
    const isCodex = provider === 'codex-cli';
    expect(answer).toMatchObject({
      text: '4',
      finish: { unified: 'stop' },
      usage: isCodex
        ? { input: 900, cachedInput: 600, output: 40 }
        : { input: 1204, cachedInput: 700, output: 40 },
      model: isCodex ? 'default' : 'claude-fixture-1',
    });
    expect(answer.costUsd).toBe(isCodex ? undefined : 0.0123);
  });
});

it('the place of a program must be absolute', () => {
  const programs = { run, env: { MICROFACTORY_CODEX_PATH: 'node_modules/.bin/codex' }, paths: {} };
  expect(() => programClient({ provider: 'codex-cli', model: 'default', programs })).toThrow(
    /must be an absolute path, and "node_modules\/\.bin\/codex" is none/u,
  );
});
