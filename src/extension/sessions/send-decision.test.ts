import { expect, test } from 'vitest';
import { MicrofactoryError } from '../../engine/error.ts';
import { ScriptedService } from '../testing/scripted-service.ts';
import { sendDecision } from './send-decision.ts';

const target = { sessionId: 's1', stepId: 'a', label: 'A', openedSeq: 7 };

test('a decision names the question that it answers', async () => {
  const scripted = new ScriptedService();
  await sendDecision(scripted.service, target, { kind: 'approve' });
  const request = { sessionId: 's1', stepId: 'a', decision: { kind: 'approve' }, openedSeq: 7 };
  expect(scripted.calls).toEqual([['decide', request]]);
});

test('a session that rests goes on with the decision', async () => {
  const scripted = new ScriptedService();
  scripted.live = false;
  await sendDecision(scripted.service, target, { kind: 'skip' });
  expect(scripted.called('resume')).toEqual([['s1']]);
});

test('a refused decision resumes nothing', async () => {
  const scripted = new ScriptedService();
  scripted.live = false;
  scripted.failure = new MicrofactoryError({ code: 'conflict', message: 'It was answered meanwhile.' });
  await expect(sendDecision(scripted.service, target, { kind: 'skip' })).rejects.toThrow(
    'answered meanwhile',
  );
  expect(scripted.called('resume')).toEqual([]);
});
