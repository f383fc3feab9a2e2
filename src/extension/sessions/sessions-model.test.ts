import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ScriptedEngine } from '../testing/scripted-engine.ts';
import { sampleSession, waitingFor } from '../testing/session-samples.ts';
import { PAGE, ServiceSessionsModel } from './sessions-model.ts';

const ENOUGH_MS = 2000;
const log = { error: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  log.error.mockClear();
});
afterEach(() => vi.useRealTimers());

function model(folders: readonly string[] = ['/work/app']) {
  const engine = new ScriptedEngine();
  const sessions = new ServiceSessionsModel({ engine, folders: () => folders, log });
  const heard: string[][] = [];
  sessions.onDidChange((ids) => heard.push([...ids]));
  return { engine, sessions, heard, service: engine.scripted };
}

const settle = () => vi.advanceTimersByTimeAsync(ENOUGH_MS);
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => sampleSession({ id: `s${index}` }));

test('nothing is asked before the engine is there', async () => {
  const { engine, service, sessions } = model();
  await settle();
  expect([engine.starts, service.calls, sessions.sessions]).toEqual([0, [], []]);
});

test('an engine that was started by somebody else is listened to at once', async () => {
  const { engine, service, sessions, heard } = model();
  service.listed = [sampleSession()];
  engine.become('on');
  await settle();
  expect(sessions.sessions).toHaveLength(1);
  expect(heard).toEqual([['s1']]);
});

test('a page holds twenty; more are loaded when they are asked for', async () => {
  const { service, sessions } = model();
  service.listed = many(PAGE + 5);
  await sessions.refresh();
  expect([sessions.sessions.length, sessions.hasMore]).toEqual([PAGE, true]);
  await sessions.loadMore();
  expect([sessions.sessions.length, sessions.hasMore]).toEqual([PAGE + 5, false]);
});

test('a change names the session that changed and no other', async () => {
  const { service, sessions, heard } = model();
  service.listed = many(3);
  await sessions.refresh();
  await settle();
  heard.length = 0;
  service.listed = service.listed.with(1, sampleSession({ id: 's1', status: 'paused' }));
  service.notice('s1');
  await settle();
  expect(heard).toEqual([['s1']]);
});

test('forty thousand events in a second are told ten times at most, and asked about four times', async () => {
  const { service, sessions, heard } = model();
  service.listed = [sampleSession()];
  await sessions.refresh();
  await settle();
  heard.length = 0;
  service.calls.length = 0;
  const at = { session_id: 's1', at: '' };
  for (let frame = 0; frame < 49; frame += 1) {
    for (let seq = 0; seq < 820; seq += 1)
      service.say({ type: 'step-state', ...at, seq, step_id: String(seq), state: 'accepted', phase: 'done' });
    service.progress('s1', `frame ${frame}`);
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(heard.length).toBeLessThanOrEqual(10);
  expect(service.called('sessions').length).toBeLessThanOrEqual(4);
  await settle();
  expect(sessions.progressOf('s1')).toBe('frame 48');
});

test('a hundred notices in a second are told ten times at most, and the last state is told', async () => {
  const { service, sessions, heard } = model();
  service.listed = [sampleSession()];
  await sessions.refresh();
  await settle();
  heard.length = 0;
  for (let index = 0; index < 100; index += 1) {
    service.listed = [sampleSession({ more: { completed_steps: index } })];
    service.notice('s1');
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(heard.length).toBeGreaterThan(0);
  expect(heard.length).toBeLessThanOrEqual(10);
  await settle();
  expect(sessions.sessions[0]?.completed_steps).toBe(99);
});

test('sessions at work are listened to, and only those; their newest sentence is kept', async () => {
  const { service, sessions, heard } = model();
  service.listed = [sampleSession(), sampleSession({ id: 's2', status: 'completed' })];
  await sessions.refresh();
  expect(service.subscribed).toEqual(['s1']);
  await settle();
  heard.length = 0;
  service.progress('s1', 'Running the tests');
  await settle();
  expect([sessions.progressOf('s1'), heard]).toEqual(['Running the tests', [['s1']]]);
  service.listed = [sampleSession({ status: 'completed' })];
  service.notice('s1');
  await settle();
  expect([service.subscribed, sessions.progressOf('s1')]).toEqual([[], undefined]);
});

test('what waits is what a person of this window can answer: open sessions of the open folders', async () => {
  const { service, sessions } = model();
  const waiting = [waitingFor('verifier')];
  service.listed = [
    sampleSession({ id: 'here', waiting }),
    sampleSession({ id: 'beneath', repoPath: '/work/app/packages/x', waiting }),
    sampleSession({ id: 'elsewhere', repoPath: '/work/apple', waiting }),
    sampleSession({ id: 'ended', status: 'failed', waiting }),
    sampleSession({ id: 'nowhere', repoPath: null, waiting }),
    sampleSession({ id: 'imported', status: 'paused', waiting, metadata: { imported: true } }),
  ];
  await sessions.refresh();
  expect(sessions.waiting.map(({ session }) => session.session_id)).toEqual(['here', 'beneath', 'nowhere']);
});

test('the followed session is known even where it is older than the page; one that is gone is followed no more', async () => {
  const { service, sessions } = model();
  service.listed = many(PAGE + 5);
  await sessions.refresh();
  sessions.follow('s23');
  await settle();
  expect(sessions.followed?.session_id).toBe('s23');
  sessions.follow('gone');
  await settle();
  expect(sessions.followed).toBeUndefined();
  expect(log.error).not.toHaveBeenCalled();
});

test('a lost engine leaves what it ran as interrupted, starts none by itself, and a new one is asked anew', async () => {
  const { engine, service, sessions } = model();
  service.listed = [sampleSession()];
  await sessions.refresh();
  engine.become('lost', 'It was killed.');
  await settle();
  expect(sessions.sessions[0]).toMatchObject({ status: 'paused', wait_state: { trigger: 'interrupted' } });
  expect([service.watchers, service.subscribed, engine.starts]).toEqual([0, [], 1]);
  engine.become('on');
  await settle();
  expect(sessions.sessions[0]?.status).toBe('running');
  expect(service.watchers).toBe(1);
});

test('what changes while the list is asked for is asked for again', async () => {
  const { service, sessions } = model();
  let release: () => void = () => undefined;
  service.gate = new Promise((resolve) => (release = resolve));
  service.listed = [sampleSession()];
  const first = sessions.refresh();
  await vi.advanceTimersByTimeAsync(1);
  service.listed = [sampleSession({ status: 'completed' })];
  const second = sessions.refresh();
  release();
  await Promise.all([first, second]);
  expect(sessions.sessions[0]?.status).toBe('completed');
});
