import { expect, test, vi } from 'vitest';
import { ServiceSessionsModel } from '../sessions/sessions-model.ts';
import { ScriptedEngine } from '../testing/scripted-engine.ts';
import { sampleDetail, sampleRow, sampleSession, vote, waitingFor } from '../testing/session-samples.ts';
import type { SessionNode } from './session-node.ts';
import { SessionTree } from './session-tree.ts';
import { STEPS_PAGE } from './steps-of-session.ts';

async function tree(listed = [sampleSession()]) {
  const engine = new ScriptedEngine();
  engine.scripted.listed = listed;
  const folders = () => ['/work/app'];
  const sessions = new ServiceSessionsModel({ engine, folders, log: { error: vi.fn() } });
  await sessions.refresh();
  const shown = new SessionTree({ host: { engine, sessions }, folders });
  return { engine, sessions, shown, service: engine.scripted };
}

const names = (nodes: readonly SessionNode[]) =>
  nodes.map((node) => ('stepId' in node ? node.stepId : 'sessionId' in node ? node.sessionId : node.kind));
const nodeOf = (nodes: readonly SessionNode[], name: string) => nodes[names(nodes).indexOf(name)];

test('sessions of the open folders come first, the others beneath one row', async () => {
  const { shown } = await tree([
    sampleSession({ id: 'other', repoPath: '/x' }),
    sampleSession({ id: 'own' }),
  ]);
  const top = await shown.children(undefined);
  expect(names(top)).toEqual(['own', 'others']);
  expect(names(await shown.children(nodeOf(top, 'others')))).toEqual(['other']);
});

test('more than a page ends in a row that loads more', async () => {
  const { shown } = await tree(Array.from({ length: 21 }, (_, index) => sampleSession({ id: `s${index}` })));
  expect(names(await shown.children(undefined)).at(-1)).toBe('more');
});

test('steps stand beneath their parents and are asked for once, when they are looked at', async () => {
  const { shown, service } = await tree();
  service.rows = [
    sampleRow({ step_id: 'a', children: 2 }),
    sampleRow({ step_id: 'a1', parent_id: 'a', level: 1 }),
    sampleRow({ step_id: 'a2', parent_id: 'a', level: 1 }),
    sampleRow({ step_id: 'b' }),
  ];
  const [session] = await shown.children(undefined);
  expect(service.called('outline')).toEqual([]);
  const steps = await shown.children(session);
  expect(names(steps)).toEqual(['a', 'b']);
  expect(names(await shown.children(nodeOf(steps, 'a')))).toEqual(['a1', 'a2']);
  expect(service.called('outline')).toHaveLength(1);
});

test('a folded subtree is unfolded when somebody opens it', async () => {
  const { shown, service } = await tree();
  service.rows = [
    sampleRow({ step_id: 'a', children: 1, folded: true }),
    sampleRow({ step_id: 'a1', parent_id: 'a', level: 1 }),
  ];
  const [session] = await shown.children(undefined);
  const steps = await shown.children(session);
  expect(names(steps)).toEqual(['a']);
  expect(names(await shown.children(steps[0]))).toEqual(['a1']);
});

test('a long session is read page by page', async () => {
  const { shown, service } = await tree();
  service.rows = Array.from({ length: STEPS_PAGE + 3 }, (_, index) => sampleRow({ step_id: `n${index}` }));
  const [session] = await shown.children(undefined);
  const first = await shown.children(session);
  expect(first).toHaveLength(STEPS_PAGE + 1);
  expect(first.at(-1)).toEqual({ kind: 'more', of: 's1', left: 3 });
  shown.nextPage('s1');
  const all = await shown.children(session);
  expect(all).toHaveLength(STEPS_PAGE + 3);
  expect(Math.max(...service.called('outline').map(([query]) => (query as { limit: number }).limit))).toBe(
    STEPS_PAGE,
  );
});

test('a session that changed is asked for anew, others are not', async () => {
  const { shown, service } = await tree([sampleSession({ id: 's1' }), sampleSession({ id: 's2' })]);
  const [first, second] = await shown.children(undefined);
  await shown.children(first);
  await shown.children(second);
  shown.forget(['s1']);
  await shown.children(first);
  await shown.children(second);
  expect(service.called('outline').map(([query]) => (query as { sessionId: string }).sessionId)).toEqual([
    's1',
    's2',
    's1',
  ]);
});

test('beneath a step that was voted on are its answers, and each knows the question that waits', async () => {
  const { shown, service } = await tree([sampleSession({ waiting: [waitingFor('doubt', 'a', 9)] })]);
  service.rows = [sampleRow({ step_id: 'a', leader: 3, rival: 1, state: 'waiting', waiting_for: 'doubt' })];
  service.detail = sampleDetail({ votes: [vote('A', 3, true), vote('B', 1)] });
  const [session] = await shown.children(undefined);
  const [step] = await shown.children(session);
  expect(step).toMatchObject({ openedSeq: 9 });
  expect(await shown.children(step)).toMatchObject([
    { sessionId: 's1', stepId: 'a', label: 'A', openedSeq: 9 },
    { sessionId: 's1', stepId: 'a', label: 'B', openedSeq: 9 },
  ]);
});

test('a step of another folder’s session knows its question too', async () => {
  const { shown, service } = await tree([
    sampleSession({ repoPath: '/x', waiting: [waitingFor('doubt', 'a', 9)] }),
  ]);
  service.rows = [sampleRow({ step_id: 'a', state: 'waiting', waiting_for: 'doubt' })];
  const [others] = await shown.children(undefined);
  const [session] = await shown.children(others);
  expect(await shown.children(session)).toMatchObject([{ stepId: 'a', openedSeq: 9 }]);
});

test('a tree that is drawn again starts no engine that was lost, and says how to', async () => {
  const { shown, engine } = await tree();
  engine.become('lost', 'It was killed.');
  const top = await shown.children(undefined);
  expect(top[0]).toEqual({ kind: 'lost', sentence: 'It was killed.' });
  expect(await shown.children(top[1])).toEqual([]);
  expect(engine.starts).toBe(1);
});

test('what a session that came from elsewhere waited for is not asked here', async () => {
  const waiting = [waitingFor('doubt', 'a', 9)];
  const { shown, service } = await tree([
    sampleSession({ status: 'paused', waiting, metadata: { imported: true } }),
  ]);
  service.rows = [sampleRow({ step_id: 'a', leader: 3, state: 'waiting', waiting_for: 'doubt' })];
  service.detail = sampleDetail({ votes: [vote('A', 3, true)] });
  const [session] = await shown.children(undefined);
  const [step] = await shown.children(session);
  expect(step).toMatchObject({ imported: true, openedSeq: undefined });
  expect(await shown.children(step)).toMatchObject([{ label: 'A', openedSeq: undefined }]);
});
