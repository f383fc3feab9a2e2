import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { SessionIndex } from './session-index.ts';
import { SessionIndexes } from './session-indexes.ts';
import { randomJournal } from './testing/random-journal.ts';

const ENTRIES = randomJournal(11, 1800);
const LONG_MS = 300_000;
const PAGE = { offset: 0, limit: 200, unfolded: ['s1', 's2', 's3'] };

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'microfactory-tests-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A journal on disk, as far as indexes see it, and from where it was read. */
function journal(entries: readonly JournalEntry[] = ENTRIES) {
  const state = { upTo: entries.length, reads: [] as number[], broken: false };
  async function* read(_id: string, afterSeq: number): AsyncGenerator<JournalEntry> {
    state.reads.push(afterSeq);
    for (const entry of entries.slice(afterSeq, state.upTo)) {
      await Promise.resolve();
      if (state.broken) throw new Error('damaged');
      yield entry;
    }
  }
  const open = (clock: Clock = systemClock): SessionIndexes =>
    new SessionIndexes({ read, file: (id) => join(folder, id), worthSaving: 500, clock });
  return { ...state, state, read, open };
}

/** Where SQLite keeps the version that a file says it is of. */
const USER_VERSION_AT = 63;

function withByte(file: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(file);
  changed[at] = value;
  return changed;
}

async function answers(index: SessionIndex): Promise<unknown> {
  const { view } = index;
  const steps = await index.firstSteps(10_000);
  return [
    index.outline(PAGE),
    index.graph({ limit: 60 }),
    view.totals,
    view.seq,
    [...view.steps.keys()],
    steps,
  ];
}

async function fromTheBeginning(upTo = ENTRIES.length): Promise<unknown> {
  const index = new SessionIndex((afterSeq) => {
    const { read, state } = journal();
    state.upTo = upTo;
    return read('session', afterSeq);
  });
  await index.catchUp();
  return answers(index);
}

/** Saves the index of the first entries. */
async function saved(upTo: number, entries = ENTRIES): Promise<Buffer> {
  const { open, state } = journal(entries);
  state.upTo = upTo;
  const indexes = open();
  await indexes.get('session');
  await indexes.dispose();
  return readFile(join(folder, 'session'));
}

describe('a saved index', () => {
  it('is gone on from: only what is new is read, and nothing is different', async () => {
    await saved(1500);
    const { open, state } = journal();
    const index = await open().get('session');
    expect(state.reads).toEqual([1499, 1500]);
    expect(await answers(index)).toEqual(await fromTheBeginning());
  });

  it('is as good after it was saved in the middle of many steps as at the end', async () => {
    for (const upTo of [600, 1100]) {
      await saved(upTo);
      const { open, state } = journal();
      state.upTo = upTo;
      expect(await answers(await open().get('session'))).toEqual(await fromTheBeginning(upTo));
    }
  });

  it.each<[string, (file: Buffer) => Buffer]>([
    ['was cut off', (file) => file.subarray(0, file.length / 2)],
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', () => Buffer.from('{"version":1,"steps":[]}'.repeat(20))],
    ['is of another version', (file) => withByte(file, USER_VERSION_AT, 200)],
    ['begins in the middle', (file) => file.subarray(file.length / 2)],
    ['has a piece of zeros', (file) => Buffer.from(file).fill(0, 8192, 9000)],
  ])('that %s is built anew', async (_what, damage) => {
    await writeFile(join(folder, 'session'), damage(await saved(1500)));
    const { open, state } = journal();
    const index = await open().get('session');
    expect(state.reads).toEqual([0]);
    expect(await answers(index)).toEqual(await fromTheBeginning());
  });

  it('answers the same when its file was cut at any byte', { timeout: LONG_MS }, async () => {
    const file = await saved(1500);
    const expected = await fromTheBeginning();
    let rebuilt = 0;
    for (let length = 1; length < file.length; length += Math.floor(file.length / 9)) {
      await writeFile(join(folder, 'session'), file.subarray(0, length));
      const { open, state } = journal();
      const indexes = open();
      expect(await answers(await indexes.get('session'))).toEqual(expected);
      await indexes.dispose();
      if (state.reads[0] === 0) rebuilt += 1;
    }
    // SQLite does not use the last bytes.
    expect(rebuilt).toBeGreaterThan(7);
  });

  it('holds the steps that go on, however many they are', { timeout: LONG_MS }, async () => {
    const entries = randomJournal(4, 600, { longPlan: 1500 });
    await saved(entries.length, entries);
    const { open, state } = journal(entries);
    const index = await open().get('session');
    expect(state.reads[0]).toBe(entries.length - 1);
    expect(index.view.steps.size).toBeGreaterThan(2000);
    const folded = new SessionIndex((afterSeq) => journal(entries).read('session', afterSeq));
    await folded.catchUp();
    expect(index.view).toEqual(folded.view);
    expect(index.outline(PAGE)).toEqual(folded.outline(PAGE));
  });

  it('that was written halfway when a process was killed is removed an hour later', async () => {
    const left = join(folder, 'session.0b7c.tmp');
    const others = ['session', 'session.json', 'snapshot.json.0b7c.tmp'];
    for (const name of others) await writeFile(join(folder, name), '');
    await writeFile(left, 'half');
    const { mtimeMs } = await stat(left);
    const { open } = journal();
    await open().get('session');
    expect(await readdir(folder)).toContain(basename(left));
    await open({ ...systemClock, now: () => mtimeMs + 2 * 3_600_000 }).get('session');
    expect((await readdir(folder)).sort()).toEqual([...others].sort());
  });

  it('answers the same with any bit of its file flipped', async () => {
    const file = await saved(1500);
    const expected = await fromTheBeginning();
    let rebuilt = 0;
    for (let at = 3; at < file.length; at += Math.floor(file.length / 20)) {
      await writeFile(join(folder, 'session'), withByte(file, at, (file[at] ?? 0) ^ 4));
      const { open, state } = journal();
      expect(await answers(await open().get('session'))).toEqual(expected);
      if (state.reads[0] === 0) rebuilt += 1;
    }
    // The others are bytes that SQLite does not use.
    expect(rebuilt).toBeGreaterThan(5);
  });

  it('of another session, or of a journal that went another way, is built anew', async () => {
    await saved(1500, randomJournal(12, 1800));
    const { open, state } = journal();
    expect(await answers(await open().get('session'))).toEqual(await fromTheBeginning());
    expect(state.reads.slice(0, 2)).toEqual([1499, 0]);
    await writeFile(join(folder, 'other'), await saved(1500));
    const other = journal();
    await other.open().get('other');
    expect(other.state.reads).toEqual([0]);
  });

  it('that is ahead of its journal is built anew', async () => {
    await saved(1500);
    const { open, state } = journal();
    state.upTo = 1200;
    expect(await answers(await open().get('session'))).toEqual(await fromTheBeginning(1200));
  });

  it('that cannot be written changes nothing', async () => {
    const { read } = journal();
    const indexes = new SessionIndexes({ read, file: (id) => join(folder, 'none', id), worthSaving: 1 });
    expect(await answers(await indexes.get('session'))).toEqual(await fromTheBeginning());
    await indexes.dispose();
  });

  it('is not written for what is read again as quickly', async () => {
    const { open, state } = journal();
    state.upTo = 400;
    const indexes = open();
    await indexes.get('session');
    await indexes.dispose();
    await expect(readFile(join(folder, 'session'))).rejects.toThrow('ENOENT');
  });
});

describe('the kept indexes', () => {
  it('are read on from where they were', async () => {
    const { open, state } = journal();
    state.upTo = 100;
    const indexes = open();
    await Promise.all([indexes.get('session'), indexes.get('session'), indexes.get('session')]);
    state.upTo = 400;
    expect((await indexes.get('session')).view.seq).toBe(400);
    expect(new Set(state.reads)).toEqual(new Set([0, 100]));
  });

  it('wait for what is being written', async () => {
    const { open, state } = journal();
    state.upTo = 100;
    const indexes = open();
    const written = (): Promise<void> => Promise.resolve().then(() => void (state.upTo = 200));
    expect((await indexes.get('session', { lastSeq: 200, written })).view.seq).toBe(200);
  });

  it('take what they hear of a session that runs, and read its journal only for what they did not', async () => {
    const { open, state } = journal();
    const indexes = open();
    const hear = (from: number, to: number): void =>
      ENTRIES.slice(from, to).forEach((entry) => indexes.heard('session', entry));
    const ask = (lastSeq: number) => indexes.get('session', { lastSeq, written: () => Promise.resolve() });
    hear(0, 50);
    state.upTo = 50;
    await ask(50);
    hear(50, 1000);
    expect((await ask(1000)).view.seq).toBe(1000);
    await ask(1000);
    expect(state.reads).toEqual([0]);
    hear(1200, 1500);
    state.upTo = 1500;
    expect(await answers(await ask(1500))).toEqual(await fromTheBeginning(1500));
    expect(state.reads[1]).toBe(1000);
  });

  it('are built anew when the journal could not be read', async () => {
    const { open, state } = journal();
    const indexes = open();
    state.broken = true;
    await expect(indexes.get('session')).rejects.toThrow('damaged');
    state.broken = false;
    expect(await answers(await indexes.get('session'))).toEqual(await fromTheBeginning());
  });

  it('are few', async () => {
    const { open, state } = journal(ENTRIES.slice(0, 100));
    const indexes = open();
    for (const id of ['x', 'a', 'b', 'c', 'd', 'x']) await indexes.get(id);
    expect(state.reads).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
