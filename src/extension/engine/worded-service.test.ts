import { expect, test } from 'vitest';
import { MicrofactoryError } from '../../engine/error.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import { ScriptedService } from '../testing/scripted-service.ts';
import { sampleDetail, sampleSession, waitingFor } from '../testing/session-samples.ts';
import { wordedService } from './worded-service.ts';

const SAID = 'The rate is limited: lower --max-concurrent-llm or resume later.';
const HERE = 'The rate is limited: lower microfactory.maxConcurrentLlm or resume later.';

const service = () => {
  const scripted = new ScriptedService();
  return { scripted, worded: wordedService(scripted.service) };
};

test('a refusal names settings, and is what it was else', async () => {
  const { scripted, worded } = service();
  scripted.failure = new MicrofactoryError({ code: 'model-rate', message: SAID, retryable: true });
  await expect(worded.sessions()).rejects.toMatchObject({
    code: 'model-rate',
    message: HERE,
    retryable: true,
  });
});

test('why a session waits or failed names settings; a prompt and a command stay what they are', async () => {
  const { scripted, worded } = service();
  const rate = { ...waitingFor('model-rate'), details: SAID };
  const verifier = { ...waitingFor('verifier'), details: 'npm test -- --seed 1' };
  scripted.listed = [
    sampleSession({
      waiting: [rate, verifier],
      metadata: { failure: SAID, waiting: [rate, verifier] },
      more: { prompt: SAID },
    }),
  ];
  for (const told of [...(await worded.sessions()), await worded.session('s1')]) {
    expect(told.prompt).toBe(SAID);
    expect(told.wait_state?.details).toBe(HERE);
    expect(told.metadata.failure).toBe(HERE);
    expect(told.metadata.waiting.map(({ details }) => details)).toEqual([HERE, 'npm test -- --seed 1']);
  }
  scripted.detail = sampleDetail({ wait_state: rate, description: SAID });
  expect((await worded.step('s1', 'a')).step).toMatchObject({
    wait_state: { details: HERE },
    description: SAID,
  });
});

test('what is heard while it runs names settings, until nobody listens', () => {
  const { scripted, worded } = service();
  const heard: ServiceEvent[] = [];
  const leave = worded.subscribe('s1', (event) => heard.push(event));
  scripted.progress('s1', SAID);
  leave();
  scripted.progress('s1', SAID);
  expect(heard).toMatchObject([{ type: 'progress', message: HERE }]);
});

test('what is asked arrives as it was asked', async () => {
  const { scripted, worded } = service();
  await worded.resume('s1', { maxUsd: 2 });
  expect(scripted.calls).toEqual([['resume', 's1', { maxUsd: 2 }]]);
});
