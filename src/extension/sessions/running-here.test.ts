import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ScriptedEngine } from '../testing/scripted-engine.ts';
import { sampleSession } from '../testing/session-samples.ts';
import { RunningHere } from './running-here.ts';
import { ServiceSessionsModel } from './sessions-model.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function window(stored: unknown, resumes = false) {
  const engine = new ScriptedEngine();
  const folders = () => ['/work/app'];
  const sessions = new ServiceSessionsModel({ engine, folders, log: { error: vi.fn() } });
  const memory = { value: stored };
  const memento = {
    get: () => memory.value,
    update: async (_key: string, value: unknown) => void (memory.value = value),
  };
  const running = new RunningHere({ engine, sessions, memento, folders, resumes: () => resumes });
  return { engine, sessions, memory, running, service: engine.scripted };
}

test('what runs in the folders of this window is remembered, and forgotten when it rests', async () => {
  const { running, memory, service, sessions } = window(undefined);
  service.listed = [
    sampleSession({ id: 'here' }),
    sampleSession({ id: 'elsewhere', repoPath: '/other' }),
    sampleSession({ id: 'done', status: 'completed' }),
  ];
  await sessions.refresh();
  await running.note();
  expect(memory.value).toEqual(['here']);
  service.listed = [sampleSession({ id: 'here', status: 'paused' })];
  await sessions.refresh();
  await running.note();
  expect(memory.value).toEqual([]);
});

test('an engine that is gone makes nothing forgotten', async () => {
  const { running, memory, service, sessions, engine } = window(undefined);
  service.listed = [sampleSession({ id: 'here' })];
  await sessions.refresh();
  await running.note();
  engine.become('lost', 'It was killed.');
  await vi.advanceTimersByTimeAsync(1000);
  await running.note();
  expect(sessions.sessions[0]?.status).toBe('paused');
  expect(memory.value).toEqual(['here']);
});

test.each([undefined, [], 'rubbish', [1, null]])(
  'with %j remembered no engine is started',
  async (stored) => {
    const { running, engine } = window(stored);
    await running.recover();
    expect(engine.starts).toBe(0);
  },
);

test('an interrupted session is followed and shown, and goes on only where that is wanted', async () => {
  for (const resumes of [false, true]) {
    const { running, service, sessions, engine } = window(['s1'], resumes);
    service.listed = [sampleSession({ id: 's0' }), sampleSession({ id: 's1', status: 'paused' })];
    await running.recover();
    expect(engine.starts).toBe(1);
    expect(sessions.followed?.session_id).toBe('s1');
    expect(service.called('resume')).toEqual(resumes ? [['s1']] : []);
  }
});

test('a remembered session that another process runs is left to it', async () => {
  const { running, service } = window(['s1'], true);
  service.listed = [sampleSession({ id: 's1', status: 'running' })];
  await running.recover();
  expect(service.called('resume')).toEqual([]);
});

test('an engine that starts because of a recovery recovers once', async () => {
  const { running, service, engine } = window(['s1'], true);
  service.listed = [sampleSession({ id: 's1', status: 'paused' })];
  engine.onDidChange(() => void running.recover());
  await running.recover();
  expect(service.called('resume')).toHaveLength(1);
});
