import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CALCULATOR } from '../../../test/cli/support/calculator.ts';
import { makeRepository } from '../../../test/cli/support/repository.ts';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { aMoment, hangingVerifier } from '../../../test/support/hanging-verifier.ts';
import { candidateFiles } from '../../protocol/candidate-files.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { WaitState } from '../../protocol/session.ts';
import { createSessionService } from '../session-service.ts';
import { startEngine } from './connect-service.ts';
import { acceptedSteps } from './testing/accepted-steps.ts';
import { bundledProgram } from './testing/bundled-program.ts';

const WRONG = 'export function add(a, b) {\n  return a - b;\n}\n';
const RIGHT = 'export function add(a, b) {\n  return a + b;\n}\n';
const ONE_DEFECT = { 'src/add.js': WRONG, 'test/add.test.js': CALCULATOR['test/add.test.js'] ?? '' };

let program = '';
beforeAll(async () => {
  program = await bundledProgram('src/app/remote/engine-main.ts');
});
afterAll(() => rmSync(program, { force: true }));

/** Says yes to what is asked about the session as a whole; returns the first question about a step of it. */
async function firstOfAStep(sessions: SessionService, sessionId: string): Promise<WaitState | null> {
  for (;;) {
    await sessions.settled(sessionId);
    const { wait_state: question } = await sessions.session(sessionId);
    if (question?.step_id !== 'task') return question;
    await sessions.decide({ sessionId, stepId: 'task', decision: { kind: 'approve' } });
  }
}

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

  /** 127 steps that depend on each other, decided as fast as the machine can. */
  const towers = (repoPath: string) =>
    ({
      prompt: 'Move 7 disks',
      domain: 'hanoi',
      provider: 'simulated',
      ask: 'never',
      seed: 'contract',
      repoPath,
    }) as const;

  it('tells of every step of a fast session once, in the order of the journal, and of its end last', async () => {
    const sessions = await service();
    const events: ServiceEvent[] = [];
    const { sessionId } = await sessions.start(towers(temporaryFolder()));
    sessions.subscribe(sessionId, (event) => events.push(event));
    expect(await sessions.settled(sessionId)).toMatchObject({ exitCode: 0 });
    const seqs = events.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    const accepted = acceptedSteps(events);
    expect([accepted.length, new Set(accepted).size]).toEqual([127, 127]);
    expect(events.filter(({ type }) => type === 'step-added')).toHaveLength(127);
    expect(events.filter(({ type }) => type === 'events-skipped')).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'session-finished', status: 'completed' });
  });

  it('tells how a session that still ran was left, before it is closed', async () => {
    const sessions = await service();
    const { repoPath, running } = hangingVerifier();
    const events: ServiceEvent[] = [];
    const { sessionId } = await sessions.start({ ...task(repoPath), approveVerifier: true });
    sessions.subscribe(sessionId, (event) => events.push(event));
    await running();
    await sessions.dispose();
    expect(events.at(-1)).toMatchObject({ type: 'session-paused' });
  });

  it('tells a listener that left nothing more, and one that came instead everything from then on', async () => {
    const sessions = await service();
    const early: ServiceEvent[] = [];
    const late: ServiceEvent[] = [];
    const { sessionId } = await sessions.start(task(makeRepository({ files: CALCULATOR })));
    const leave = sessions.subscribe(sessionId, (event) => early.push(event));
    await sessions.settled(sessionId);
    leave();
    const heardBefore = early.length;
    sessions.subscribe(sessionId, (event) => late.push(event));
    const { wait_state: question } = await sessions.session(sessionId);
    await sessions.decide({
      sessionId,
      stepId: question?.step_id ?? '',
      decision: { kind: 'stop' },
      openedSeq: question?.opened_seq ?? 0,
    });
    await sessions.settled(sessionId);
    expect(early).toHaveLength(heardBefore);
    expect(late[0]?.seq).toBeGreaterThan(early.at(-1)?.seq ?? Infinity);
    expect(late.find(({ type }) => type === 'gate-decided')).toMatchObject({ decision: 'stop' });
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

  it('shows both sides of an answer and of the result, to whoever asks, before and after the decision', async () => {
    const home = temporaryFolder();
    const sessions = await open(home);
    onTestFinished(() => sessions.dispose());
    const elsewhere = await createSessionService({ home, env: {} });
    onTestFinished(() => elsewhere.dispose());
    const files = { 'package.json': CALCULATOR['package.json'] ?? '', ...ONE_DEFECT };
    const request = { ...task(makeRepository({ files })), approveVerifier: true, ask: 'every' } as const;
    const { sessionId } = await sessions.start(request);
    const question = await firstOfAStep(sessions, sessionId);
    const stepId = question?.step_id ?? '';

    for (const service of [sessions, elsewhere]) {
      const shown = await service.candidate(sessionId, stepId, null);
      expect(candidateFiles.safeParse(shown).success).toBe(true);
      expect(shown).toMatchObject({ step_id: stepId, label: 'A', labels: ['A'] });
      expect(shown.files).toEqual([{ path: 'src/add.js', before: WRONG, after: RIGHT, binary: false }]);
      expect((await service.result(sessionId)).files).toEqual([]);
      await expect(service.candidate(sessionId, stepId, 'Z')).rejects.toMatchObject({ code: 'not-found' });
      const { rows, waiting } = await service.outline({ sessionId, offset: 0, limit: 10 });
      expect(rows.map((row) => row.step_id)).toEqual([stepId]);
      expect(waiting).toEqual([stepId]);
      expect((await service.graph({ sessionId, limit: 10 })).nodes.map(({ id }) => id)).toEqual([stepId]);
    }
    await elsewhere.decide({
      sessionId,
      stepId,
      decision: { kind: 'approve' },
      openedSeq: question?.opened_seq ?? 0,
    });
    while ((await sessions.session(sessionId)).completed_steps === 0) await aMoment();
    for (const service of [sessions, elsewhere]) {
      const { files } = await service.result(sessionId);
      expect(files).toEqual([{ path: 'src/add.js', before: WRONG, after: RIGHT, binary: false }]);
      expect((await service.candidate(sessionId, stepId, 'a')).files).toEqual(files);
    }
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

  it('lets go of a task that is cancelled while it begins: nothing stays of it', async () => {
    const home = temporaryFolder();
    const sessions = await open(home);
    onTestFinished(() => sessions.dispose());
    const cancelling = new AbortController();
    const begun = sessions.start(task(makeRepository({ files: CALCULATOR })), cancelling.signal);
    cancelling.abort();
    await expect(begun).rejects.toMatchObject({ name: 'MicrofactoryError', code: 'cancelled' });
    expect(await sessions.sessions()).toEqual([]);
    expect(readdirSync(join(home, 'sessions'))).toEqual([]);
  });

  it('exports a session, removes it, and takes it in again to be looked at; what is cancelled leaves nothing', async () => {
    const home = temporaryFolder();
    const sessions = await open(home);
    onTestFinished(() => sessions.dispose());
    const { sessionId } = await sessions.start({ ...towers(temporaryFolder()), prompt: 'Move 3 disks' });
    await sessions.settled(sessionId);
    const folder = temporaryFolder();
    const archive = join(folder, 'session.tar.gz');
    const cancelled = { name: 'MicrofactoryError', code: 'cancelled' };

    await expect(sessions.exportSession(sessionId, archive, AbortSignal.abort())).rejects.toMatchObject(
      cancelled,
    );
    expect(readdirSync(folder)).toEqual([]);
    expect((await sessions.exportSession(sessionId, archive)).bytes).toBeGreaterThan(100);

    const all = { dryRun: false, keepDays: 0 };
    await expect(sessions.prune(all, AbortSignal.abort())).rejects.toMatchObject(cancelled);
    expect(await sessions.sessions()).toHaveLength(1);
    expect(await sessions.prune({ dryRun: true, defaults: { keepDays: 0 } })).toMatchObject({
      limited: true,
    });
    expect((await sessions.prune(all)).sessions.map((each) => each.session_id)).toEqual([sessionId]);
    expect(await sessions.sessions()).toEqual([]);

    await expect(sessions.importSession(archive, AbortSignal.abort())).rejects.toMatchObject(cancelled);
    expect(await sessions.sessions()).toEqual([]);
    expect(await sessions.importSession(archive)).toEqual({ sessionId });
    const imported = { status: 'completed', completed_steps: 7, metadata: { imported: true } };
    expect(await sessions.sessions()).toMatchObject([imported]);
    expect(await sessions.session(sessionId)).toMatchObject(imported);
    await expect(sessions.resume(sessionId)).rejects.toMatchObject({
      message: expect.stringContaining('can only be looked at') as string,
    });
  });

  it('tells where keys are, and why a provider lists no models', async () => {
    const sessions = await service();
    const keys = await sessions.keys({});
    expect(keys.find(({ provider }) => provider === 'xai')).toMatchObject({ title: 'xAI', needed: true });
    const baseUrls = { ollama: 'http://127.0.0.1:1' };
    expect(await sessions.models({ provider: 'ollama', defaults: { baseUrls } })).toMatchObject([
      { provider: 'ollama', state: 'not-running', models: [], key_source: null },
    ]);
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
