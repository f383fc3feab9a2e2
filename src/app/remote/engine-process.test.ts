import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { CALCULATOR } from '../../../test/cli/support/calculator.ts';
import { filesThatHold, makeRepository } from '../../../test/cli/support/repository.ts';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { OfferedModels } from '../../engine/ports/offered-models.ts';
import { parseJson } from '../../engine/json.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import { createSessionService } from '../session-service.ts';
import { startEngine, type EngineProcessOptions } from './connect-service.ts';
import { acceptedSteps } from './testing/accepted-steps.ts';
import { bundledProgram } from './testing/bundled-program.ts';
import { gone, hangingVerifier } from '../../../test/support/hanging-verifier.ts';

let program = '';
let doomed = '';
beforeAll(async () => {
  program = await bundledProgram('src/app/remote/engine-main.ts');
  doomed = await bundledProgram('src/app/remote/testing/doomed-parent.ts');
});
afterAll(() => [program, doomed].forEach((path) => rmSync(path, { force: true })));

const onLinux = process.platform === 'linux';

async function engine(options: Partial<EngineProcessOptions> = {}) {
  const home = temporaryFolder();
  const started = await startEngine({ program, keys: {}, home, ...options });
  onTestFinished(() => started.close());
  return { ...started, home, engine: started, service: started.service, pid: started.pid };
}

const task = (repoPath: string) =>
  ({ prompt: 'Fix the failing tests', provider: 'offline', repoPath, approveVerifier: true }) as const;

describe('an engine in a process of its own', () => {
  it('that is killed leaves nothing unanswered, and its session can be resumed', async () => {
    const { engine: killed, service, home, pid } = await engine();
    const { repoPath, running } = hangingVerifier();
    const { sessionId } = await service.start(task(repoPath));
    const settled = service.settled(sessionId).then(
      () => undefined,
      (error: unknown) => error,
    );
    const verifier = await running();
    process.kill(pid, 'SIGKILL');
    const sentence = await killed.ended;
    expect(sentence).toMatch(/^The engine's process ended unexpectedly \(SIGKILL\): .* can be resumed\.$/u);
    expect(await settled).toMatchObject({ name: 'MicrofactoryError', message: sentence });
    await expect(service.sessions()).rejects.toMatchObject({ message: sentence });
    // Nothing can end what a killed process started; it is ended here.
    process.kill(verifier, 'SIGKILL');

    const next = await createSessionService({ home, env: {} });
    onTestFinished(() => next.dispose());
    expect(await next.sessions()).toMatchObject([{ session_id: sessionId, status: 'paused' }]);
    await next.resume(sessionId);
    await next.stop(sessionId);
  });

  it('ends by itself, with all that it started, when the one that started it is killed', async () => {
    const home = temporaryFolder();
    const { repoPath, running } = hangingVerifier();
    const parent = spawn(process.execPath, [doomed, program, home, repoPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const ids = parseJson(line) as { engine: number; sessionId: string };
    const verifier = await running();
    parent.kill('SIGKILL');
    await Promise.all([gone(ids.engine), gone(verifier)]);

    const next = await createSessionService({ home, env: {} });
    onTestFinished(() => next.dispose());
    expect(await next.sessions()).toMatchObject([{ session_id: ids.sessionId, status: 'paused' }]);
  });

  it('ends when it is asked to, without a sentence, and with all that it started', async () => {
    const { engine: asked, service, pid } = await engine();
    const { repoPath, running } = hangingVerifier();
    await service.start(task(repoPath));
    const verifier = await running();
    await asked.close();
    expect(await asked.ended).toBeUndefined();
    await Promise.all([gone(pid), gone(verifier)]);
    await expect(service.sessions()).rejects.toMatchObject({ message: 'The engine was stopped.' });
  });

  it('that is closed in the middle of a fast session and started anew tells of every step once, in order', async () => {
    const home = temporaryFolder();
    const heard: ServiceEvent[] = [];
    const listen = (event: ServiceEvent) => void heard.push(event);
    const first = await engine({ home });
    const towers = { prompt: 'Move 10 disks', domain: 'hanoi', provider: 'simulated', ask: 'never' } as const;
    const { sessionId } = await first.service.start({ ...towers, repoPath: temporaryFolder() });
    const some = new Promise<void>((resolve) => {
      first.service.subscribe(sessionId, (event) => {
        listen(event);
        if (acceptedSteps([event]).length > 0) resolve();
      });
    });
    await some;
    await first.engine.close();
    expect(heard.at(-1)).toMatchObject({ type: 'session-paused' });

    const { service } = await engine({ home });
    service.subscribe(sessionId, listen);
    await service.resume(sessionId);
    expect(await service.settled(sessionId)).toMatchObject({ exitCode: 0 });
    const seqs = heard.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    const accepted = acceptedSteps(heard);
    expect([accepted.length, new Set(accepted).size]).toEqual([1_023, 1_023]);
    expect(heard.filter(({ type }) => type === 'session-resumed')).toHaveLength(1);
  });

  it('says in one sentence why it cannot be started', async () => {
    await expect(startEngine({ program: '/nowhere/engine.cjs', keys: {} })).rejects.toMatchObject({
      name: 'MicrofactoryError',
      message: expect.stringMatching(
        /^The engine's process ended unexpectedly \(code 1\): look into the log\.$/u,
      ) as string,
    });
    await expect(startEngine({ program, keys: {}, execPath: '/nowhere/node' })).rejects.toThrow(
      /^The engine's process can't be started \(.*\): look into the log\.$/u,
    );
    await expect(startEngine({ program, keys: {}, home: join(program, 'home') })).rejects.toMatchObject({
      code: 'store',
    });
  });
});

describe('keys', () => {
  const STORED = 'sk-stored-7f3a9b2c4d5e6f70';
  const OWN = 'sk-own-1a2b3c4d5e6f7081';

  it.runIf(onLinux)(
    'are in no environment, no file and no log; what the user set himself reaches no verifier',
    async () => {
      vi.stubEnv('OPENAI_API_KEY', OWN);
      const lines: string[] = [];
      const { service, home, pid } = await engine({
        keys: { ANTHROPIC_API_KEY: STORED },
        onLog: (line) => lines.push(line),
      });
      vi.unstubAllEnvs();
      const { repoPath, running } = hangingVerifier();
      await service.start({ ...task(repoPath), provider: 'anthropic' });
      const verifier = await running();
      const environment = (of: number): string => readFileSync(`/proc/${of}/environ`, 'utf8');
      expect(environment(pid)).toContain(OWN);
      expect(environment(pid)).not.toContain(STORED);
      expect(environment(verifier)).not.toMatch(/sk-|API_KEY|ELECTRON/u);
      expect(filesThatHold(home, STORED)).toEqual([]);
      expect(lines.join('\n')).not.toContain(STORED);
    },
  );

  it('that are handed over come before those of the environment, and can be replaced', async () => {
    const heard: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      heard.push(request.headers.authorization);
      const choices = [{ message: { content: '4' }, finish_reason: 'stop' }];
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const openai = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    vi.stubEnv('OPENAI_API_KEY', OWN);
    const { engine: started, service } = await engine({ keys: { OPENAI_API_KEY: STORED } });
    vi.unstubAllEnvs();
    const ask = () =>
      service.probe({
        provider: 'openai',
        model: 'm',
        repoPath: temporaryFolder(),
        defaults: { baseUrls: { openai } },
      });
    await ask();
    await started.setKeys({ OPENAI_API_KEY: 'sk-newer' });
    await ask();
    await started.setKeys({});
    await ask();
    expect(heard).toEqual([STORED, 'sk-newer', OWN].map((key) => `Bearer ${key}`));
  });
});

describe('models that the face lends', () => {
  function lent(ask: OfferedModels['ask']): OfferedModels {
    return {
      list: async () => [{ id: 'gpt-editor', name: 'GPT', vendor: 'copilot', maxInputTokens: 100_000 }],
      ask,
    };
  }
  const question = { provider: 'vscode-lm', model: 'gpt-editor' } as const;

  it('are asked by the engine', async () => {
    const reply = { model: 'gpt-editor-2', inputTokens: null, outputTokens: null };
    const models = lent(async () => ({ ...reply, text: '{"ready": true, "sum": 12}' }));
    const { service } = await engine({ models });
    const answer = await service.probe({ ...question, repoPath: temporaryFolder() });
    expect(answer).toMatchObject({ ok: true, format_obeyed: true, model: 'gpt-editor-2', key_source: null });
  });

  it('fail with the sentence and the code that the face gave', async () => {
    const message = 'You have to allow Microfactory to use models.';
    const models = lent(() => Promise.reject(new MicrofactoryError({ code: 'model-auth', message })));
    const { service } = await engine({ models });
    await expect(service.probe({ ...question, repoPath: temporaryFolder() })).rejects.toMatchObject({
      code: 'model-auth',
      message,
    });
  });

  it('are told when the answer is not wanted any more', async () => {
    let stopped = (): void => undefined;
    const wasStopped = new Promise<void>((resolve) => (stopped = resolve));
    let asked = (): void => undefined;
    const wasAsked = new Promise<void>((resolve) => (asked = resolve));
    const models = lent((_request, signal) => {
      asked();
      return new Promise(() => signal.addEventListener('abort', () => stopped()));
    });
    const { service } = await engine({ models });
    const repoPath = makeRepository({ files: CALCULATOR });
    const { sessionId } = await service.start({ ...task(repoPath), ...question });
    await wasAsked;
    await service.stop(sessionId);
    await wasStopped;
    expect(await service.settled(sessionId)).toMatchObject({ exitCode: 3 });
  });

  it('are not there without a face that lends them', async () => {
    const { service } = await engine();
    await expect(service.probe({ ...question, repoPath: temporaryFolder() })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(/^The provider vscode-lm works in VS Code only/u) as string,
    });
  });
});
