import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import type { JournalEntry } from '../ports/journal.ts';
import { memoryJournal } from './memory-journal.ts';
import type { MicroTask } from './micro-task.ts';
import { Continue, End, WaitForInput } from './next-action.ts';
import { reduce, initialState } from './reduce.ts';
import { FlowRunner } from './runner.ts';
import type { SessionKind } from './session-kind.ts';
import { snapshotOf } from './snapshot.ts';

// A chain whose steps each add the next one, under a parent that must not go on before the chain is over.
interface Data {
  readonly seen: Set<string>;
  readonly words: Map<string, { note: string | undefined }>;
  last: string | undefined;
}
interface Session {
  sum: number;
  readonly ended: Map<string, string>;
}
type Task = MicroTask<null, Session, Data>;

const LENGTH = 6;

const tasks: Record<string, Task> = {
  begin: {
    run: () => Continue('begun', [{ id: '1', dependsOn: [], graph: 'link', input: 1 }]),
  },
  link: {
    run({ input, decision }) {
      const place = Number(input);
      if (place === 3 && decision === undefined) return WaitForInput({ trigger: 'ask', details: 'Go on?' });
      const following = { id: String(place + 1), dependsOn: ['1'], graph: 'link', input: place + 1 };
      return End('done', {
        summary: `link ${place}`,
        facts: { worth: place, spend: { calls: 2 } },
        ...(place < LENGTH && { next: [following] }),
      });
    },
  },
  over: {
    run: ({ children, session }) => End('done', { summary: `${children.done} links, ${session.sum}` }),
  },
  last: {
    run: ({ input }) =>
      End('done', {
        ...(input === 'again' && { next: [{ id: 'z', dependsOn: [], graph: 'last', input: '' }] }),
      }),
  },
  leave: {
    run: () =>
      End('failed', {
        session: 'cancelled',
        next: [{ id: 'z', dependsOn: [], graph: 'last', input: '' }],
      }),
  },
};

const kind: SessionKind<null, Session, Data> = {
  name: 'chain',
  tasks,
  graphs: {
    root: {
      start: 'begin',
      nodes: { begin: { task: 'begin' }, over: { task: 'over' } },
      edges: [{ from: 'begin', to: 'over' }],
    },
    link: { start: 'link', nodes: { link: { task: 'link' } }, edges: [] },
    last: { start: 'last', nodes: { last: { task: 'last' } }, edges: [] },
    leave: { start: 'leave', nodes: { leave: { task: 'leave' } }, edges: [] },
  },
  initialSession: () => ({ sum: 0, ended: new Map() }),
  initialData: () => ({ seen: new Set(), words: new Map(), last: undefined }),
  fold(event, session, data) {
    session.sum += Number(event['worth'] ?? 0);
    data?.seen.add(event.type);
    data?.words.set(event.type, { note: undefined });
    if (data !== undefined && event.type === 'gate-decided') data.last = 'decided';
  },
  stepEnded: ({ id, outcome, session }) => void session.ended.set(id, outcome),
};

function runnerOn(entries: JournalEntry[]) {
  return new FlowRunner({ kind, journal: memoryJournal(entries), environment: null });
}

async function begun(graph: string, input: Json = null) {
  const entries: JournalEntry[] = [];
  const runner = runnerOn(entries);
  await runner.start({ id: 's', settings: null, steps: [{ id: 'root', dependsOn: [], graph, input }] });
  return { runner, entries };
}

/** A session that was asked, answered and ended, with everything that it journalled. */
async function whole() {
  const { runner, entries } = await begun('root');
  runner.decide('3', { kind: 'yes' });
  await runner.resume();
  return { runner, entries };
}

describe('a step that says what follows it', () => {
  it('ends, spends and adds the next in one event, and its parent goes on after the last', async () => {
    const { runner, entries } = await whole();
    expect(runner.state).toMatchObject({ status: 'completed', summary: '6 links, 21' });
    expect(runner.state.spent).toEqual({ calls: 12 });
    expect(entries.find(({ event }) => event['step'] === '2')?.event).toEqual({
      type: 'node-finished',
      step: '2',
      node: 'link',
      end: 'done',
      summary: 'link 2',
      worth: 2,
      spend: { calls: 2 },
      next: [{ id: '3', dependsOn: ['1'], graph: 'link', input: 3 }],
    });
    expect(entries.filter(({ event }) => event['step'] === '4')).toHaveLength(1);
  });

  it('does not end the session while something follows', async () => {
    const { runner } = await begun('last', 'again');
    expect(runner.state).toMatchObject({ status: 'completed', totals: { added: 2, done: 2 } });
  });

  it('that ends the session is followed by nothing', async () => {
    const { runner } = await begun('leave');
    expect(runner.state).toMatchObject({ status: 'cancelled', totals: { added: 1, failed: 1 } });
  });

  it('killed after any event it comes to the same end', async () => {
    const { runner: full, entries: all } = await whole();
    for (let cut = 1; cut < all.length; cut += 1) {
      const runner = runnerOn(all.slice(0, cut));
      await runner.load();
      await runner.resume();
      if (runner.state.waiting.size > 0) {
        runner.decide('3', { kind: 'yes' });
        await runner.resume();
      }
      expect(runner.state, `cut at ${cut}`).toEqual(full.state);
    }
  });
});

describe('a snapshot', () => {
  it('and the events after it are the same state as all events, wherever it was taken', async () => {
    const { runner: full, entries } = await whole();
    for (let seq = 0; seq <= entries.length; seq += 1) {
      const early = initialState(kind);
      for (const { event } of entries.slice(0, seq)) reduce(kind, early, event);
      const snapshot = JSON.parse(JSON.stringify(snapshotOf(early))) as Json;
      const read: number[] = [];
      const journal = memoryJournal(entries);
      const runner = new FlowRunner({
        kind,
        environment: null,
        journal: {
          ...journal,
          async *entries(after) {
            for await (const entry of journal.entries(after)) {
              read.push(entry.seq);
              yield entry;
            }
          },
        },
      });
      expect(await runner.load({ snapshot, seq }), `at ${seq}`).toBe('snapshot');
      expect(runner.state, `at ${seq}`).toStrictEqual(full.state);
      expect(read).toHaveLength(entries.length - seq);
    }
  });

  it.each<[string, (snapshot: Record<string, Json>) => Json]>([
    ['of another version', (snapshot) => ({ ...snapshot, version: 99 })],
    ['of another kind', (snapshot) => ({ ...snapshot, kind: 'other' })],
    ['of another shape', (snapshot) => without(snapshot, 'sum')],
    ['whose steps hold other data', (snapshot) => without(snapshot, 'last')],
    ['that is no object', () => 'nothing'],
  ])('%s is passed over', async (_name, change) => {
    const { entries } = await begun('root');
    const early = runnerOn(entries);
    await early.load();
    const runner = runnerOn(entries);
    const snapshot = change(early.snapshot() as Record<string, Json>);
    expect(await runner.load({ snapshot, seq: entries.length })).toBe('journal');
    expect(runner.state).toStrictEqual(early.state);
  });
});

/** The snapshot as a version would have written it that did not know the field. */
function without(snapshot: Json, field: string): Json {
  return JSON.parse(
    JSON.stringify(snapshot, (key, value: unknown) => (key === field ? undefined : value)),
  ) as Json;
}
