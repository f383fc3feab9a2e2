import { describe, expect, it } from 'vitest';
import type { Journal } from '../ports/journal.ts';
import { memoryJournal } from './memory-journal.ts';
import { Continue, End } from './next-action.ts';
import { FlowRunner } from './runner.ts';
import type { SessionKind } from './session-kind.ts';

const STEPS = 400;
/** From so many unwritten events on the journal says that it is behind. */
const BEHIND = 30;

const kind: SessionKind<null, null, null> = {
  name: 'many',
  tasks: {
    parent: {
      run: ({ stepId, children: { done } }) =>
        done === STEPS
          ? End('done', { summary: `${done} steps` })
          : Continue('more', [{ id: `${stepId}.${done}`, dependsOn: [], graph: 'child', input: null }]),
    },
    child: { run: () => End('done') },
  },
  graphs: {
    parent: {
      start: 'parent',
      nodes: { parent: { task: 'parent' } },
      edges: [{ from: 'parent', to: 'parent', when: 'more' }],
    },
    child: { start: 'child', nodes: { child: { task: 'child' } }, edges: [] },
  },
  initialSession: () => null,
  initialData: () => null,
  fold: () => undefined,
};

interface SlowJournal extends Journal {
  /** Most events that were appended and not written at once. */
  readonly mostUnwritten: number;
}

/** A journal that writes only when somebody waits for it, some turns of the event loop later. */
function slowJournal(fails = false): SlowJournal {
  let unwritten = 0;
  let mostUnwritten = 0;
  let failure: Error | undefined;
  const memory = memoryJournal();
  return {
    ...memory,
    append(event) {
      if (failure !== undefined) throw failure;
      mostUnwritten = Math.max(mostUnwritten, ++unwritten);
      return memory.append(event);
    },
    async written() {
      for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
      unwritten = 0;
      if (fails) failure = new Error('The disk is full.');
      if (failure !== undefined) throw failure;
    },
    synced() {
      return this.written();
    },
    get isBehind() {
      return unwritten >= BEHIND;
    },
    get mostUnwritten() {
      return mostUnwritten;
    },
  };
}

function started(journal: Journal) {
  const runner = new FlowRunner({ kind, journal, environment: null });
  const steps = [{ id: 'root', dependsOn: [], graph: 'parent', input: null }];
  return { runner, rest: runner.start({ id: 's', settings: null, steps }) };
}

describe('a runner whose journal is slower', () => {
  it('waits for it: no more than a step goes on after it says that it is behind', async () => {
    const journal = slowJournal();
    const { runner, rest } = started(journal);
    await rest;
    expect(runner.state.summary).toBe(`${STEPS} steps`);
    expect(journal.mostUnwritten).toBeGreaterThanOrEqual(BEHIND);
    expect(journal.mostUnwritten).toBeLessThan(BEHIND + 8);
  });

  it('ends with the sentence of one that fails while it waits', async () => {
    await expect(started(slowJournal(true)).rest).rejects.toThrow('The disk is full.');
  });
});
