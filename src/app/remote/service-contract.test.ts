import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CALCULATOR } from '../../../test/cli/support/calculator.ts';
import { makeRepository } from '../../../test/cli/support/repository.ts';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionService } from '../../protocol/service.ts';
import { createSessionService } from '../session-service.ts';
import { startEngine } from './connect-service.ts';
import { bundledProgram } from './testing/bundled-program.ts';

let program = '';
beforeAll(async () => {
  program = await bundledProgram('src/app/remote/engine-main.ts');
});
afterAll(() => rmSync(program, { force: true }));

const PLACES = {
  'in this process': (home: string) => createSessionService({ home, attended: true, env: {} }),
  'in a process of its own': async (home: string) => (await startEngine({ program, home, keys: {} })).service,
};

describe.each(Object.entries(PLACES))('the session service %s', (_place, open) => {
  async function service(): Promise<SessionService> {
    const opened = await open(temporaryFolder());
    onTestFinished(() => opened.dispose());
    return opened;
  }

  const task = (repoPath: string) =>
    ({ prompt: 'Fix the failing tests', provider: 'offline', repoPath }) as const;

  it('tells whoever subscribes in the turn that gave the id everything from the first event on', async () => {
    const sessions = await service();
    const repo = makeRepository({ files: CALCULATOR });
    const events: ServiceEvent[] = [];
    const { sessionId } = await sessions.start({ ...task(repo), approveVerifier: true });
    sessions.subscribe(sessionId, (event) => events.push(event));
    const result = await sessions.settled(sessionId);
    expect(result).toMatchObject({ sessionId, exitCode: 0 });
    expect(events.find(({ type }) => type !== 'progress' && type !== 'warning')?.type).toBe(
      'session-started',
    );
    expect(events.at(-1)).toMatchObject({ type: 'session-finished', status: 'completed' });
    expect(events.filter(({ type }) => type === 'candidate-accepted')).toHaveLength(2);
    expect(readFileSync(join(repo, 'src/add.js'), 'utf8')).toContain('a + b');
  });

  it('takes the answer to a question once', async () => {
    const sessions = await service();
    const opened: Extract<ServiceEvent, { type: 'gate-opened' }>[] = [];
    const { sessionId } = await sessions.start(task(makeRepository({ files: CALCULATOR })));
    sessions.subscribe(sessionId, (event) => {
      if (event.type === 'gate-opened') opened.push(event);
    });
    await sessions.settled(sessionId);
    const [question] = opened;
    expect(question?.wait_state).toMatchObject({ trigger: 'verifier', opened_seq: question?.seq });
    const { step_id: stepId, opened_seq } = question?.wait_state as { step_id: string; opened_seq: number };
    const answer = (openedSeq: number) =>
      sessions.decide({ sessionId, stepId, decision: { kind: 'approve' }, openedSeq });
    await expect(answer(opened_seq - 1)).rejects.toMatchObject({ code: 'conflict' });
    await answer(opened_seq);
    await expect(answer(opened_seq)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^This question was answered already \(.+\)\.$/u) as string,
    });
    expect(await sessions.settled(sessionId)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['usage', 'The prompt is empty', (sessions: SessionService) => sessions.start({ prompt: ' ' })],
    ['not-found', 'session', (sessions: SessionService) => sessions.session('ffffffff')],
    ['not-found', 'session', (sessions: SessionService) => sessions.candidate('ffffffff', '1', null)],
  ] as const)('refuses with the code %s and one sentence', async (code, part, ask) => {
    const sessions = await service();
    const error = await ask(sessions).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      name: 'MicrofactoryError',
      code,
      message: expect.stringContaining(part) as string,
    });
    expect((error as Error).message).not.toContain('\n');
  });

  it('calls watchers back when a session was begun, and no longer after they left', async () => {
    const sessions = await service();
    const heard: string[] = [];
    const left: string[] = [];
    sessions.watch((ids) => left.push(...ids))();
    const seen = new Promise<void>((resolve) =>
      sessions.watch((ids) => {
        heard.push(...ids);
        resolve();
      }),
    );
    const { sessionId } = await sessions.start(task(makeRepository({ files: CALCULATOR })));
    await seen;
    expect(new Set(heard)).toEqual(new Set([sessionId]));
    expect(left).toEqual([]);
  });
});
