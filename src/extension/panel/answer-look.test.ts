import { expect, test } from 'vitest';
import { ROOT_STEP } from '../../engine/maker/maker-state.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { panelSnapshot, WHOLE_TASK, type PanelLook } from '../../protocol/panel.ts';
import type { OutlineQuery } from '../../protocol/outline.ts';
import type { SessionService } from '../../protocol/service.ts';
import { snapshotWith, stepDetail, waiting } from '../../webview/testing/snapshots.ts';
import { sampleExplanation } from '../../cli/testing/protocol-samples.ts';
import { answerLook, type LookSources, type Seen } from './answer-look.ts';

const base = snapshotWith({ rows: ['a', 'b'] });
const session = base.session!;

interface Asked {
  readonly outlines: OutlineQuery[];
  services: number;
}

function sources(more: Partial<LookSources['engine']> = {}, service: Partial<SessionService> = {}) {
  const asked: Asked = { outlines: [], services: 0 };
  const whole: Partial<SessionService> = {
    outline: (query) => {
      asked.outlines.push(query);
      return Promise.resolve({ ...base.outline!, offset: query.offset });
    },
    graph: () => Promise.resolve({ session_id: 's1', nodes: [], dependencies: [], total_steps: 2 }),
    step: (_session, stepId) => Promise.resolve(stepDetail(stepId)),
    session: () => Promise.resolve({ ...session, steps: [] }),
    ...service,
  };
  const engine: LookSources['engine'] = {
    state: 'on',
    lostBecause: undefined,
    service: () => {
      asked.services += 1;
      return Promise.resolve(whole as SessionService);
    },
    ...more,
  };
  const sessions = { sessions: [session], followed: session, progressOf: () => undefined };
  return { sources: { engine, sessions } satisfies LookSources, asked };
}

const look = (change: Partial<PanelLook> = {}): PanelLook => ({ ...base.look, ...change });
const ask = (from: LookSources, change: Partial<PanelLook> = {}, last?: Seen) =>
  answerLook(from, { look: look(change), last });

test('the whole task is called as the engine calls it', () => {
  expect(WHOLE_TASK).toBe(ROOT_STEP);
});

test('a folder that is not trusted asks nothing of the engine', async () => {
  const { sources: from, asked } = sources({ state: 'restricted' });
  const seen = await ask(from);
  expect(seen).toMatchObject({ session: null, notice: { kind: 'restricted' } });
  expect(asked.services).toBe(0);
});

test('a lost engine leaves what was seen last, and is not started again by looking', async () => {
  const { sources: from } = sources();
  const last = await ask(from);
  const lost = sources({ state: 'lost', lostBecause: 'It was killed.' });
  const seen = await ask(lost.sources, {}, last);
  expect(seen.session).toEqual(session);
  expect(seen.notice).toEqual({ kind: 'engine-lost', sentence: 'It was killed.' });
  expect(lost.asked.services).toBe(0);
});

test('what is sent is a snapshot, also of a session that is not in the list', async () => {
  const { sources: from } = sources();
  const seen = await ask({ ...from, sessions: { ...from.sessions, sessions: [] } }, { session_id: 's1' });
  expect(() => panelSnapshot.parse({ type: 'snapshot', number: 1, ...seen })).not.toThrow();
  expect(seen.session?.prompt).toBe(session.prompt);
});

test('a session that is gone is said to be gone', async () => {
  const gone = new MicrofactoryError({ code: 'not-found', message: 'It is gone.' });
  const { sources: from } = sources({}, { outline: () => Promise.reject(gone) });
  expect((await ask(from)).notice).toEqual({ kind: 'session-lost', sentence: 'It is gone.' });
});

test('without a choice the question comes first, then what is at work, then the whole task', async () => {
  const stepOf = async (change: Partial<NonNullable<typeof base.outline>>, wait = waiting('q', 1)) => {
    const followed = { ...session, wait_state: wait.step_id === '' ? null : wait };
    const { sources: from } = sources(
      {},
      {
        outline: () => Promise.resolve({ ...base.outline!, ...change }),
        session: () => Promise.resolve({ ...followed, steps: [] }),
      },
    );
    const seen = await ask({ ...from, sessions: { ...from.sessions, sessions: [followed], followed } });
    return seen.step?.step.step_id;
  };
  const none = waiting('', 1);
  const working = { ...base.outline!.rows[1]!, state: 'working' as const };
  expect(await stepOf({ waiting: ['w'] })).toBe('q');
  expect(await stepOf({ waiting: ['w'] }, none)).toBe('w');
  expect(await stepOf({ rows: [base.outline!.rows[0]!, working] }, none)).toBe('b');
  expect(await stepOf({}, none)).toBe(WHOLE_TASK);
});

test('a step that was just chosen is shown on its page; later the page is where the reader scrolled to', async () => {
  const { sources: from, asked } = sources();
  const first = await ask(from, { selected: 'far' });
  expect(asked.outlines.map(({ around }) => around)).toEqual([undefined, 'far']);
  await ask(from, { selected: 'far', offset: 40 }, first);
  expect(asked.outlines.slice(2).map(({ around, offset }) => [around, offset])).toEqual([[undefined, 40]]);
});

test('the list asks for no drawing', async () => {
  const { sources: from } = sources({}, { graph: () => Promise.reject(new Error('not asked')) });
  const seen = await ask(from, { view: 'list' });
  expect(seen).toMatchObject({ graph: null, notice: null });
});

test('a chosen step that does not exist leaves the rest to see', async () => {
  const unknown = new MicrofactoryError({ code: 'usage', message: 'There is no step x.' });
  const { sources: from } = sources({}, { step: () => Promise.reject(unknown) });
  expect(await ask(from, { selected: 'x' })).toMatchObject({ step: null, notice: null });
});

test('a vote is explained only while somebody looks at why', async () => {
  const explanation = sampleExplanation();
  const explained: unknown[] = [];
  const { sources: from } = sources(
    {},
    {
      step: (_session, stepId) => Promise.resolve(stepDetail(stepId, null, 's1', { samples: 4 })),
      explain: (...asked) => Promise.resolve((explained.push(asked), explanation)),
    },
  );
  expect(await ask(from, { selected: 'a' })).not.toHaveProperty('explanation');
  expect(explained).toEqual([]);
  expect(await ask(from, { selected: 'a', explain: true })).toMatchObject({ explanation });
  expect(explained).toEqual([['s1', 'a']]);
});
