import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { JournalEntry, JournalEvent } from '../../engine/ports/journal.ts';
import { seededRandom } from '../../engine/ports/random.ts';
import { sessionSummary } from '../view/session-summary.ts';
import { applyEntry, emptyView } from '../view/session-view.ts';
import { stepSummary } from '../view/step-summary.ts';
import { restoredSession } from './session-snapshot.ts';
import type { LiveSession } from './live-session.ts';
import { liveRig, type Rig } from './testing/live-rig.ts';

const DAY_MS = 86_400_000;
const STEPS = 12;

/** A wall clock that is set at every look: back or ahead, by up to ten days. */
function restlessClock(seed: number): Clock {
  const random = seededRandom('clock', seed);
  let now = 1_767_225_600_000;
  return {
    now: () => (now += Math.floor((random.next() - 0.5) * 20 * DAY_MS)),
    monotonic: () => performance.now(),
  };
}

async function toTheEnd(live: LiveSession): Promise<void> {
  await live.settled();
  await live.writeRest();
  await live.close();
}

async function entriesOf({ store }: Rig, id: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of store.readEntries(id)) entries.push(entry);
  return entries;
}

/** What was decided, in order; going on adds entries that only say so. */
const decided = (entries: readonly JournalEntry[]): JournalEvent[] =>
  entries.map(({ event }) => event).filter(({ type }) => !/^session-/u.test(type));

async function whole(rig: Rig): Promise<{ id: string; entries: JournalEntry[] }> {
  const live = await rig.create();
  live.start();
  await toTheEnd(live);
  return { id: live.id, entries: await entriesOf(rig, live.id) };
}

/** Goes on with a session that was killed when its journal held these entries; returns its journal at the end. */
async function resumed(rig: Rig, entries: readonly JournalEntry[]): Promise<JournalEntry[]> {
  const id = randomUUID();
  const killed = await rig.store.createSession(id);
  entries.forEach(({ event }) => killed.journal.append(event));
  await killed.close();
  const session = await rig.store.openSession(id, { write: true });
  const live = rig.reopen(session, await restoredSession(session));
  await live.goOn(false);
  await toTheEnd(live);
  return entriesOf(rig, id);
}

it('whatever the clock is set to between events, a session comes to the same end in the same order, killed or not', async () => {
  const steady = await whole(await liveRig({ home: temporaryFolder(), steps: STEPS }));
  const rig = await liveRig({ home: temporaryFolder(), steps: STEPS, clock: restlessClock(1) });
  const { entries } = await whole(rig);
  const times = entries.map(({ at }) => at);
  expect(times, 'the clock went back').not.toEqual([...times].sort((one, other) => one - other));
  expect(decided(entries)).toEqual(decided(steady.entries));
  for (let cut = 1; cut < entries.length; cut += 3) {
    const gone = await resumed(rig, entries.slice(0, cut));
    expect(decided(gone), `killed after ${cut}`).toEqual(decided(steady.entries));
    expect(gone.map(({ seq }) => seq)).toEqual(gone.map((_, index) => index + 1));
  }
});

it.each([1, 2, 3, 4, 5])(
  'nothing lasts less than no time, whatever the clock is set to (%i)',
  async (seed) => {
    const rig = await liveRig({ home: temporaryFolder(), steps: STEPS, clock: restlessClock(seed) });
    const view = emptyView();
    for (const entry of (await whole(rig)).entries) {
      applyEntry(view, entry);
      expect(sessionSummary(view).metrics.duration_ms).toBeGreaterThanOrEqual(0);
      for (const step of view.steps.values())
        expect(stepSummary(view, step).duration_ms).toBeGreaterThanOrEqual(0);
    }
  },
);

it('a clock that was set back in the middle takes nothing from the time that a session ran', () => {
  const view = emptyView();
  const events: [number, JournalEvent][] = [
    [1_000, { type: 'session-started', id: 'x', steps: [] }],
    [1_400, { type: 'progress' }],
    [300, { type: 'progress' }],
    [500, { type: 'session-paused', summary: '' }],
  ];
  events.forEach(([at, event], index) => applyEntry(view, { seq: index + 1, at, event }));
  expect(sessionSummary(view).metrics.duration_ms).toBe(600);
});
