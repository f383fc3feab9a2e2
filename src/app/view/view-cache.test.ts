import { expect, it } from 'vitest';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { ViewCache } from './view-cache.ts';

/** A journal that grows, and remembers from where it was read. */
function journal() {
  const entries: JournalEntry[] = [];
  const reads: number[] = [];
  let broken = false;
  async function* read(_id: string, afterSeq: number): AsyncGenerator<JournalEntry> {
    reads.push(afterSeq);
    for (const entry of entries.filter(({ seq }) => seq > afterSeq)) {
      await Promise.resolve();
      if (broken) throw new Error('damaged');
      yield entry;
    }
  }
  const add = (event: JournalEntry['event']): void => {
    entries.push({ seq: entries.length + 1, at: 0, event });
  };
  add({ type: 'session-started', id: 'x', kind: 'maker', settings: null, steps: [] });
  add({ type: 'delivery-finished', delivery: { id: 'd1', state: 't', files: [] } });
  return { cache: new ViewCache({ read }), add, reads, breaks: (value: boolean) => (broken = value) };
}

it('a view is read on from where it was, and each entry is folded once although many ask at the same time', async () => {
  const { cache, add, reads } = journal();
  const views = await Promise.all([cache.view('x'), cache.view('x'), cache.view('x')]);
  views.forEach((view) => expect(view.deliveries).toHaveLength(1));
  add({ type: 'delivery-finished', delivery: { id: 'd2', state: 't', files: [] } });
  expect((await cache.view('x')).deliveries.map(({ id }) => id)).toEqual(['d1', 'd2']);
  expect(reads).toEqual([0, 2, 2, 2]);
});

it('a journal that could not be read is read from the beginning the next time', async () => {
  const { cache, breaks } = journal();
  breaks(true);
  await expect(cache.view('x')).rejects.toThrow('damaged');
  breaks(false);
  expect((await cache.view('x')).deliveries).toHaveLength(1);
});

it('only a few views are kept', async () => {
  const { cache, reads } = journal();
  for (const id of ['x', 'a', 'b', 'c', 'd', 'x']) await cache.view(id);
  expect(reads).toEqual([0, 0, 0, 0, 0, 0]);
});
