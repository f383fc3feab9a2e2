import { expect, onTestFinished, test } from 'vitest';
import { CALCULATOR } from '../../test/cli/support/calculator.ts';
import { makeRepository } from '../../test/cli/support/repository.ts';
import { temporaryFolder } from '../../test/cli/support/temporary-folder.ts';
import { createSessionService } from './session-service.ts';

test('a session that rests in an attended process can be resumed there, with other settings', async () => {
  const sessions = await createSessionService({ home: temporaryFolder(), attended: true, env: {} });
  onTestFinished(() => sessions.dispose());
  const repoPath = makeRepository({ files: CALCULATOR });
  const { sessionId } = await sessions.start({
    prompt: 'Fix the failing tests',
    provider: 'offline',
    repoPath,
  });
  await sessions.settled(sessionId);
  await sessions.stop(sessionId);
  await sessions.resume(sessionId, { maxMinutes: 5 });
  const rest = await sessions.settled(sessionId);
  expect(rest).toMatchObject({ exitCode: 3 });
  const { status, wait_state: question } = await sessions.session(sessionId);
  expect([status, question?.trigger]).toEqual(['paused', 'verifier']);
  const decision = { kind: 'approve' } as const;
  await sessions.decide({
    sessionId,
    stepId: 'task',
    decision,
    openedSeq: question?.opened_seq ?? undefined,
  });
  expect(await sessions.settled(sessionId)).toMatchObject({ exitCode: 0 });
});
