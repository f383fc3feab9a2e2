import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { seededRandom } from '../../engine/ports/random.ts';
import type { StepState } from '../../protocol/session.ts';
import { applyEntry, emptyView, type SessionView } from '../view/session-view.ts';
import { STATES } from './table/branch-table.ts';
import { SessionIndex } from './session-index.ts';
import { graphPlainly, outlinePlainly } from './testing/plainly.ts';
import { randomJournal } from './testing/random-journal.ts';

const LONG_MS = 300_000;

function reader(entries: readonly JournalEntry[], upTo: { seq: number }) {
  return async function* read(afterSeq: number): AsyncGenerator<JournalEntry> {
    for (const entry of entries.slice(afterSeq, upTo.seq)) {
      await Promise.resolve();
      yield entry;
    }
  };
}

function viewOf(entries: readonly JournalEntry[]): SessionView {
  const view = emptyView();
  entries.forEach((entry) => applyEntry(view, entry));
  return view;
}

/** Questions of every kind, the same for the same seed. */
function questions(seed: number, view: SessionView) {
  const random = seededRandom('questions', String(seed));
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const ids = [...view.steps.keys(), 'nowhere'];
  const some = (count: number): string[] => Array.from({ length: count }, () => ids[below(ids.length)] ?? '');
  const states = (): StepState[] => STATES.filter(() => below(3) === 0);
  const found = ['', ' DISK', 'größe', 'änderung', 's1', 'É', 'about 4', 'x', '7', '31', 'move', 'k'];
  return Array.from({ length: 8 }, () => ({
    folded: some(below(4)),
    unfolded: some(below(4)),
    ...(below(2) === 0 && { around: some(1)[0] }),
    ...(below(3) === 0 && { find: found[below(found.length)] }),
    ...(below(3) === 0 && { states: states() }),
    offset: below(60),
    limit: 1 + below(30),
  }));
}

describe('the index of a session', () => {
  it.each(Array.from({ length: 12 }, (_none, seed) => seed))(
    'answers as if every step were looked at, at every moment (session %i)',
    async (seed) => {
      const entries = randomJournal(seed, 260);
      const upTo = { seq: 0 };
      const index = new SessionIndex(reader(entries, upTo));
      for (upTo.seq of [1, 40, 41, 150, entries.length]) {
        await index.catchUp();
        const view = viewOf(entries.slice(0, upTo.seq));
        for (const query of questions(seed + upTo.seq, view)) {
          expect(index.outline(query)).toEqual(outlinePlainly(view, query));
          const { folded, unfolded, around: focus, limit } = query;
          const drawing = { folded, unfolded, focus, limit };
          expect(index.graph(drawing)).toEqual(graphPlainly(view, drawing));
        }
      }
    },
  );

  it.each([21, 22, 23, 24])(
    'answers so too where hundreds of steps lie in a row (session %i)',
    { timeout: LONG_MS },
    async (seed) => {
      const entries = randomJournal(seed, 700, { longPlan: 300 });
      const upTo = { seq: 0 };
      const index = new SessionIndex(reader(entries, upTo));
      for (upTo.seq of [8, 300, entries.length]) {
        await index.catchUp();
        const view = viewOf(entries.slice(0, upTo.seq));
        const all = questions(seed + upTo.seq, view);
        for (const query of [...all, ...all.map((each) => ({ ...each, offset: each.offset * 17 }))])
          expect(index.outline(query)).toEqual(outlinePlainly(view, query));
        for (const { folded, unfolded, around: focus, limit } of all.slice(0, 3)) {
          const drawing = { folded, unfolded, focus, limit };
          expect(index.graph(drawing)).toEqual(graphPlainly(view, drawing));
        }
      }
    },
  );

  it.each([1, 2, 3])('gives all the evidence of each step, ended or not (session %i)', async (seed) => {
    const entries = randomJournal(seed, 1500);
    const { steps } = viewOf(entries);
    const read = reader(entries, { seq: entries.length });
    const index = new SessionIndex(read);
    await index.catchUp();
    expect(await index.firstSteps(10_000)).toEqual([...steps.values()]);
    // What is not kept is folded again, some of it and all at once.
    const again = new SessionIndex(read, index);
    for (const id of [...steps.keys()].filter((_id, at) => at % 17 === 0)) {
      expect(await again.step(id)).toEqual(steps.get(id));
    }
    expect(await again.firstSteps(40)).toEqual([...steps.values()].slice(0, 40));
  });

  it('keeps only what goes on', async () => {
    const entries = randomJournal(7, 3000);
    const index = new SessionIndex(reader(entries, { seq: entries.length }));
    await index.catchUp();
    const open = [...viewOf(entries).steps.values()].filter(
      ({ endedAt, parent }) => endedAt === undefined || parent === null,
    );
    expect([...index.view.steps.keys()].sort()).toEqual(open.map(({ id }) => id).sort());
    expect(index.view.totals).toEqual(viewOf(entries).totals);
  });

  it('says which steps there are when one is asked for that is not there', async () => {
    const entries = randomJournal(1, 200);
    const index = new SessionIndex(reader(entries, { seq: entries.length }));
    await index.catchUp();
    await expect(index.step('nowhere')).rejects.toThrow(
      /^There is no step nowhere; the steps are task, .* more\.$/u,
    );
  });

  it('answers for one moment although entries are still being folded', async () => {
    const entries = randomJournal(9, 400);
    let goOn = (): void => undefined;
    const index = new SessionIndex(async function* read(afterSeq) {
      for (const entry of entries.slice(afterSeq)) {
        if (entry.seq % 97 === 0) await new Promise<void>((resolve) => (goOn = resolve));
        yield entry;
      }
    });
    const read = index.catchUp();
    for (let seq = 96; seq < entries.length; seq += 97) {
      while (index.view.seq < seq) await setImmediate();
      const query = { offset: 0, limit: 200 };
      expect(index.outline(query)).toEqual(outlinePlainly(viewOf(entries.slice(0, seq)), query));
      goOn();
    }
    await read;
  });

  it('folds each entry once although many ask at the same time, and misses none that was there when it was asked', async () => {
    const entries = randomJournal(3, 300);
    const upTo = { seq: 100 };
    const index = new SessionIndex(reader(entries, upTo));
    const first = index.catchUp();
    await Promise.resolve();
    upTo.seq = entries.length;
    await Promise.all([first, index.catchUp(), index.catchUp()]);
    expect(index.view).toMatchObject({ seq: entries.length });
    expect(index.view.totals).toEqual(viewOf(entries).totals);
  });
});
