import { randomUUID } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { initialState, reduce } from '../../engine/flow/reduce.ts';
import { snapshotOf } from '../../engine/flow/snapshot.ts';
import { makerKind } from '../../engine/maker/maker-kind.ts';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import type { OwnedSession } from '../../store/session.ts';
import { readSnapshot, type Snapshot } from '../../store/snapshot.ts';
import { emptyView, followEntry } from '../view/session-view.ts';
import { restoredSession, sessionSnapshot } from './session-snapshot.ts';
import type { LiveSession } from './live-session.ts';
import { liveRig, type Rig } from './testing/live-rig.ts';

const STEPS = 8;
const ASKS_AT = 5;

/** Lets the session run to its end, and says yes when it asks. */
async function toTheEnd(live: LiveSession): Promise<void> {
  await live.settled();
  if (live.view.status === 'paused') {
    const asking = [...live.view.steps.values()].find(({ gate }) => gate !== undefined);
    await live.decide({ stepId: asking?.id ?? '', decision: { kind: 'approve' } });
    await live.settled();
  }
  await live.writeRest();
  await live.close();
}

/** What a session came to, whatever it went through: runner and view as its last snapshot holds them. */
async function endOf(rig: Rig, id: string): Promise<string> {
  const snapshot = await readSnapshot(rig.store.paths.session(id).snapshot);
  expect(snapshot?.seq).toBeGreaterThan(0);
  return JSON.stringify(snapshot?.state).replace(/"seq":\d+/u, '"seq":0');
}

/** A session that was never killed: what it journalled, and what it came to. */
async function whole(rig: Rig) {
  const live = await rig.create();
  live.start();
  await toTheEnd(live);
  const entries: JournalEntry[] = [];
  for await (const entry of rig.store.readEntries(live.id)) entries.push(entry);
  return { entries, end: await endOf(rig, live.id) };
}

/** The snapshot that would have been written right after that entry. */
function snapshotAt(entries: readonly JournalEntry[], seq: number): Snapshot {
  const view = emptyView();
  const state = initialState(makerKind);
  for (const entry of entries.slice(0, seq)) {
    reduce(makerKind, state, entry.event);
    followEntry(view, entry);
  }
  return { seq, state: JSON.parse(JSON.stringify(sessionSnapshot(view, snapshotOf(state)))) as never };
}

/** A session that was killed when its journal held these entries; returned as who resumes it finds it. */
async function killed(
  rig: Rig,
  entries: readonly JournalEntry[],
  snapshot: Snapshot,
  damage?: (text: string) => string,
): Promise<OwnedSession> {
  const id = randomUUID();
  const session = await rig.store.createSession(id);
  entries.forEach(({ event }) => session.journal.append(event));
  await session.writeSnapshot(snapshot);
  await session.close();
  const { snapshot: path } = session.paths;
  if (damage !== undefined) await writeFile(path, damage(await readFile(path, 'utf8')));
  return rig.store.openSession(id, { write: true });
}

async function resumed(rig: Rig, session: OwnedSession): Promise<string> {
  const live = rig.reopen(session, await restoredSession(session));
  await live.goOn(false);
  await toTheEnd(live);
  return endOf(rig, session.id);
}

describe('a session that was killed comes to the same end as one that never was', () => {
  it('after any entry, with a snapshot of then or of any time before', async () => {
    const rig = await liveRig({ home: temporaryFolder(), steps: STEPS, asksAt: ASKS_AT });
    const { entries, end } = await whole(rig);
    expect(entries.length).toBeGreaterThan(STEPS * 2);
    for (let cut = 1; cut < entries.length; cut += 1) {
      const before = [cut, cut >> 1].filter((seq) => seq > 0);
      for (const seq of new Set(before)) {
        const session = await killed(rig, entries.slice(0, cut), snapshotAt(entries, seq));
        expect(await resumed(rig, session), `killed after ${cut}, snapshot at ${seq}`).toBe(end);
      }
    }
  });

  it.each<[string, (text: string) => string]>([
    ['is cut off', (text) => text.slice(0, text.length >> 1)],
    ['is of another format', (text) => text.replace(/"v":\d+/u, '"v":99')],
    ['is empty', () => ''],
  ])('although the file of the snapshot %s', async (_what, damage) => {
    const rig = await liveRig({ home: temporaryFolder(), steps: STEPS, asksAt: ASKS_AT });
    const { entries, end } = await whole(rig);
    const session = await killed(rig, entries.slice(0, 10), snapshotAt(entries, 9), damage);
    await writeFile(`${session.paths.snapshot}.${randomUUID()}.tmp`, 'half a snap');
    expect((await restoredSession(session)).runner).toBeUndefined();
    expect(await resumed(rig, session)).toBe(end);
  });

  it.each<[string, (state: Record<string, never>) => unknown]>([
    ['its runner is of another version', (state) => ({ ...state, runner: { version: 99 } })],
    ['its view is of another version', (state) => ({ ...state, view: { version: 99 } })],
    ['its view is of another shape', (state) => without(state, 'totals')],
    ['the steps of its view are of another shape', (state) => without(state, 'ownAnswers')],
    ['the steps of its runner are of another shape', (state) => without(state, 'planApproved')],
    ['it holds something else', () => 'nothing'],
  ])('although the snapshot is no good: %s', async (_what, change) => {
    const rig = await liveRig({ home: temporaryFolder(), steps: STEPS, asksAt: ASKS_AT });
    const { entries, end } = await whole(rig);
    const { seq, state } = snapshotAt(entries, 9);
    const changed = change(state as Record<string, never>);
    expect(changed).not.toEqual(state);
    const session = await killed(rig, entries.slice(0, 14), { seq, state: changed as never });
    expect(await resumed(rig, session)).toBe(end);
  });

  it('when it is killed in the middle of a run that writes snapshots by the way', async () => {
    // It asks before its end, so that it is not over before it was copied.
    const counting = { steps: 6_000, asksAt: 5_500 };
    const rig = await liveRig({ home: temporaryFolder(), ...counting });
    const live = await rig.create();
    live.start();
    const { home } = rig.store.paths;
    const { snapshot } = rig.store.paths.session(live.id);
    while ((await readSnapshot(snapshot)) === undefined) await setTimeout(1);
    const copied = temporaryFolder();
    // The snapshot first: the journal may be longer, never shorter.
    await cp(snapshot, snapshot.replace(home, copied));
    const isLasting = (path: string): boolean => !/lock$|tmp$|summary|snapshot/u.test(path);
    await cp(home, copied, { recursive: true, filter: isLasting });
    const copy = await liveRig({ home: copied, ...counting });
    await toTheEnd(live);
    const session = await copy.store.openSession(live.id, { write: true });
    const { view, runner } = await restoredSession(session);
    expect(view.totals.leaves.accepted).toBeLessThan(counting.asksAt);
    expect(runner?.seq).toBeGreaterThan(1_000);
    expect(await resumed(copy, session)).toBe(await endOf(rig, live.id));
  });
});

it('going on reads only what the journal holds after the snapshot', async () => {
  const rig = await liveRig({ home: temporaryFolder(), steps: STEPS, asksAt: ASKS_AT });
  const { entries } = await whole(rig);
  const session = await killed(rig, entries.slice(0, 14), snapshotAt(entries, 9));
  const from: (number | undefined)[] = [];
  const { journal } = session;
  const read = journal.entries.bind(journal);
  Object.assign(journal, {
    entries: (after?: number) => {
      from.push(after);
      return read(after);
    },
  });
  const live = rig.reopen(session, await restoredSession(session));
  await live.goOn(false);
  await live.settled();
  await live.close();
  expect(from).toEqual([9, 9]);
});

it('what a session holds and snapshots does not grow with the steps that have ended', async () => {
  const sizes: number[] = [];
  for (const steps of [1_000, 10_000]) {
    const rig = await liveRig({ home: temporaryFolder(), steps });
    const live = await rig.create();
    live.start();
    await toTheEnd(live);
    expect(live.view.totals).toMatchObject({ steps: steps + 1, leaves: { accepted: steps } });
    expect([...live.view.steps.keys()]).toEqual(['task']);
    sizes.push((await readFile(rig.store.paths.session(live.id).snapshot)).length);
  }
  const [few = 0, many = 0] = sizes;
  // Only numbers grow, by a digit.
  expect(many - few).toBeLessThan(100);
});

function without(state: Record<string, never>, field: string): unknown {
  return JSON.parse(JSON.stringify(state, (key, value: unknown) => (key === field ? undefined : value)));
}
