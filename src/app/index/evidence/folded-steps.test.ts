import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/json.ts';
import type { JournalEntry, JournalEvent } from '../../../engine/ports/journal.ts';
import { applyEntry, emptyView } from '../../view/session-view.ts';
import { SessionIndex } from '../session-index.ts';
import { rootStep } from '../../root-step.ts';

const STEPS = 25_000;

/** A step that waits for very many others before it begins, and one that goes on all the while. */
function entries(): JournalEntry[] {
  const spec = (id: string, index: number): Json => ({
    ...{ id, dependsOn: [], graph: 'race', input: { title: `Move ${index}`, index, count: STEPS } },
  });
  const ended = (step: string, next: Json[] = []): JournalEvent => {
    const race = { k: 1, order: 'A', keys: ['x'], state: 'x' };
    return { type: 'node-finished', step, node: 'race', end: 'done', summary: '', race, next };
  };
  const events: JournalEvent[] = [
    {
      type: 'session-started',
      id: 'session',
      kind: 'maker',
      settings: null,
      steps: [rootStep('x')] as unknown as Json,
    },
    {
      type: 'node-finished',
      step: 'task',
      node: 'plan',
      to: 'plan',
      children: ['1', 'late', 'long'].map(spec),
    },
    { type: 'feedback-added', step: 'long', feedback: ['It begins.'] },
  ];
  for (let at = 1; at < STEPS; at += 1) events.push(ended(`${at}`, [spec(`${at + 1}`, at + 1)]));
  events.push({ type: 'feedback-added', step: 'late', feedback: ['At last.'] }, ended('late'));
  events.push({ type: 'feedback-added', step: 'long', feedback: ['It ends.'] }, ended('long'));
  return events.map((event, at) => ({ seq: at + 1, at: at + 1, event }));
}

describe('the evidence of an ended step', () => {
  it('is the whole of it, and little is read for it', async () => {
    const all = entries();
    let read = 0;
    const index = new SessionIndex(async function* from(afterSeq) {
      await Promise.resolve();
      for (const entry of all.slice(afterSeq)) {
        read += 1;
        yield entry;
      }
    });
    await index.catchUp();
    const view = emptyView();
    all.forEach((entry) => applyEntry(view, entry));
    for (const [id, most] of [
      ['17', 5],
      [`${STEPS - 1}`, 5],
      // Planned long before it began: what lies between is not read.
      ['late', 10],
      // Kept: all that happened meanwhile would have to be read.
      ['long', 0],
    ] as const) {
      read = 0;
      expect(await index.step(id)).toEqual(view.steps.get(id));
      expect(read).toBeLessThanOrEqual(most);
    }
    read = 0;
    await index.step('late');
    expect(read).toBe(0);
  });
});
