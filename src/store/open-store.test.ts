import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultHome } from './home.ts';
import { openStore, type Store } from './open-store.ts';
import { writeSnapshot } from './snapshot.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function newStore(): Promise<Store> {
  return openStore({ home: join(await temporaryFolder(), 'home') });
}

async function count(entries: AsyncIterable<unknown>): Promise<number> {
  const iterator = entries[Symbol.asyncIterator]();
  let total = 0;
  while ((await iterator.next()).done !== true) total += 1;
  return total;
}

describe('the home of the store', () => {
  it.each([
    ['MICROFACTORY_HOME', { MICROFACTORY_HOME: 'some/where' }, resolve('some/where')],
    ['~/.microfactory without it', {}, join(homedir(), '.microfactory')],
    ['~/.microfactory when it is empty', { MICROFACTORY_HOME: '' }, join(homedir(), '.microfactory')],
  ])('is %s', (_what, env, expected) => {
    expect(defaultHome(env)).toBe(expected);
  });

  it.runIf(process.platform !== 'win32')('can be entered by its owner only', async () => {
    const store = await newStore();
    expect((await stat(store.paths.home)).mode & 0o077).toBe(0);
  });

  it('of a newer Microfactory is refused', async () => {
    const store = await newStore();
    await writeFile(store.paths.format, '{"format":2}');
    await expect(openStore({ home: store.paths.home })).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/newer Microfactory.*update/),
    });
  });

  it('that is a file is refused in one sentence', async () => {
    const home = join(await temporaryFolder(), 'file');
    await writeFile(home, '');
    await expect(openStore({ home })).rejects.toMatchObject({
      code: 'store',
      message: expect.stringContaining(home),
    });
  });
});

describe('a session', () => {
  it('is created once, owned by one, and read by anybody meanwhile', async () => {
    const store = await newStore();
    const id = randomUUID();
    const owned = await store.createSession(id);
    expect((await readdir(owned.dir)).sort()).toEqual(['inbox', 'journal', 'lock', 'workspace']);
    await expect(store.createSession(id)).rejects.toMatchObject({ code: 'usage' });
    await expect(store.openSession(id, { write: true })).rejects.toMatchObject({ code: 'busy' });
    owned.journal.append({ type: 'begun' });
    await owned.journal.written();
    const reader = await store.openSession(id, { write: false });
    expect(await count(reader.entries())).toBe(1);
    expect(await count(store.readEntries(id, 1))).toBe(0);
    await owned.close();
    const next = await store.openSession(id, { write: true });
    expect(next.journal.lastSeq).toBe(1);
    await next.close();
  });

  it('says what was wrong with its journal', async () => {
    const store = await newStore();
    const id = randomUUID();
    await (await store.createSession(id)).close();
    await appendFile(join(store.paths.session(id).journal, '000001.jsonl'), 'half a li');
    const session = await store.openSession(id, { write: true });
    expect(session.damage).toMatchObject([{ kind: 'set-aside', afterSeq: 0, bytes: 9 }]);
    await session.close();
  });

  it('gives its snapshot unless that is ahead of the journal', async () => {
    const store = await newStore();
    const id = randomUUID();
    const first = await store.createSession(id);
    first.journal.append({ type: 'begun' });
    await first.writeSnapshot({ seq: 1, state: 'one' });
    await first.close();
    const second = await store.openSession(id, { write: true });
    expect(await second.readSnapshot()).toEqual({ seq: 1, state: 'one' });
    await writeSnapshot(second.paths.snapshot, { seq: 2, checksum: '00000000', state: 'two' });
    expect(await second.readSnapshot()).toBeUndefined();
    await second.close();
  });

  it.each([
    '..',
    '../../etc',
    'abc',
    '',
    `${randomUUID()}/..`,
    randomUUID().toUpperCase().replace(/^./, 'A'),
  ])('is never looked for under %j', async (id) => {
    const store = await newStore();
    await expect(store.createSession(id)).rejects.toMatchObject({ code: 'usage' });
    await expect(store.openSession(id, { write: true })).rejects.toMatchObject({ code: 'usage' });
    await expect(store.writeSummary(id, {})).rejects.toMatchObject({ code: 'usage' });
    expect(() => store.paths.worktrees(id)).toThrow(/is not a session id/);
  });

  it('is removed only when it never began and nobody owns it', async () => {
    const store = await newStore();
    const [unbegun, begun, damaged] = [randomUUID(), randomUUID(), randomUUID()];
    const owned = await store.createSession(unbegun);
    await expect(store.removeSession(unbegun)).rejects.toMatchObject({ code: 'busy' });
    await owned.close();
    await store.removeSession(unbegun);
    const working = await store.createSession(begun);
    working.journal.append({ type: 'begun' });
    await working.close();
    await (await store.createSession(damaged)).close();
    await appendFile(join(store.paths.session(damaged).journal, '000001.jsonl'), 'half a li');
    for (const id of [begun, damaged]) {
      await expect(store.removeSession(id)).rejects.toMatchObject({ code: 'usage' });
    }
    expect([...(await store.listSessions())].sort()).toEqual([begun, damaged].sort());
  });

  it('that does not exist is not-found', async () => {
    const opened = (await newStore()).openSession(randomUUID(), { write: true });
    await expect(opened).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the list of sessions', () => {
  it('is by the last change of the summary, newest first, and no longer than asked', async () => {
    const store = await newStore();
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    for (const [index, id] of ids.entries()) {
      await (await store.createSession(id)).close();
      await store.writeSummary(id, { index });
      await utimes(store.paths.session(id).summary, 1000, [2000, 3000, 1000][index] as number);
    }
    await mkdir(join(store.paths.sessions, 'not-a-session'));
    expect(await store.listSessions()).toEqual([ids[1], ids[0], ids[2]]);
    expect(await store.listSessions({ limit: 1 })).toEqual([ids[1]]);
    expect(await store.readSummary(ids[2] as string)).toEqual({ index: 2 });
    expect(await store.readSummary(randomUUID())).toBeUndefined();
  });

  it('finds an id by its beginning, and says when there is none or more than one', async () => {
    const store = await newStore();
    const ids = ['aaaa1111', 'aaaa2222', 'bbbb3333'].map((start) => start + randomUUID().slice(8));
    for (const id of ids) await (await store.createSession(id)).close();
    expect(await store.findSession('BB')).toBe(ids[2]);
    expect(await store.findSession(ids[0] as string)).toBe(ids[0]);
    const several = expect.stringMatching(/Several sessions begin with "aaaa": .*aaaa[12].*, aaaa[12].*/);
    await expect(store.findSession('aaaa')).rejects.toMatchObject({ code: 'usage', message: several });
    for (const none of ['cc', '', '..', '*']) {
      await expect(store.findSession(none)).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});
