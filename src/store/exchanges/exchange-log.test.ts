import { randomUUID } from 'node:crypto';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../engine/ports/exchange.ts';
import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { namedHashes } from '../housekeeping/named-hashes.ts';
import { openStore, type Store } from '../open-store.ts';
import { anExchange } from '../testing/an-exchange.ts';
import { onFiles } from '../testing/on-files.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { exchangePage, readExchanges } from './read-exchanges.ts';

const LONG = 'The repository map. '.repeat(500);

async function newStore(fileSystem: FileSystem = nodeFileSystem): Promise<Store> {
  return openStore({ home: join(await temporaryFolder(), 'home'), fileSystem });
}

const sample = (sampleIndex: number, own: Partial<Exchange> = {}): Exchange =>
  anExchange({
    about: { purpose: 'race', stepId: sampleIndex % 2 === 0 ? 'even' : 'odd', role: 'solver', sampleIndex },
    messages: [
      { role: 'system', content: LONG },
      { role: 'user', content: `${LONG} What is 2 + 2?` },
    ],
    variation: `Sample ${sampleIndex}.`,
    ...own,
  });

/** A session with so many exchanges, closed again. */
async function recorded(store: Store, count: number, id = randomUUID()): Promise<string> {
  const session = await store.createSession(id);
  session.journal.append({ type: 'session-started', id });
  for (let index = 0; index < count; index += 1) session.exchanges.record(sample(index));
  await session.close();
  return store.paths.session(id).exchanges;
}

async function samplesIn(dir: string): Promise<(number | undefined)[]> {
  const found = [];
  for await (const { exchange } of readExchanges(dir)) found.push(exchange.sample);
  return found;
}

describe('the record of requests', () => {
  it('gives back what was recorded, and stores what samples share once', async () => {
    const store = await newStore();
    const dir = await recorded(store, 6);
    const read = [];
    for await (const each of readExchanges(dir)) read.push(each);
    expect(read.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    const [first] = read;
    expect(first?.exchange).toMatchObject({
      purpose: 'race',
      stepId: 'even',
      role: 'solver',
      sample: 0,
      variation: 'Sample 0.',
      attempt: 1,
      reply: { text: 'Four.', requestId: 'chatcmpl-1' },
    });
    const user = first?.exchange.messages[1]?.text as { blob: string };
    expect(await store.blobs.getText(user.blob)).toBe(`${LONG} What is 2 + 2?`);
    const shards = (await readdir(store.paths.blobs)).filter((name) => name.length === 2);
    expect(shards).toHaveLength(2);
    expect((await readFile(join(dir, '000001.jsonl'), 'utf8')).length).toBeLessThan(6 * 1000);
  });

  it('is not there while no model is asked', async () => {
    const store = await newStore();
    const dir = await recorded(store, 0);
    await expect(readdir(dir)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await exchangePage(dir, { limit: 10 })).toEqual({ rows: [], total: 0, hasEarlier: false });
  });

  it('goes on behind a last line that a kill cut off', async () => {
    const store = await newStore();
    const id = randomUUID();
    const dir = await recorded(store, 3, id);
    await appendFile(join(dir, '000001.jsonl'), '{"crc":"0000');
    expect(await samplesIn(dir)).toEqual([0, 1, 2]);
    const session = await store.openSession(id, { write: true });
    session.exchanges.record(sample(3));
    await session.exchanges.written();
    expect(await samplesIn(dir)).toEqual([0, 1, 2, 3]);
    await session.close();
  });

  it('says once that it fails, and lets the session go on', async () => {
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    const store = await newStore(
      onFiles((_file, path) => (path.includes('exchanges') ? { write: () => Promise.reject(full) } : {})),
    );
    const session = await store.createSession(randomUUID());
    const warnings: string[] = [];
    session.onWarning((sentence) => warnings.push(sentence));
    for (const index of [0, 1, 2]) {
      session.exchanges.record(sample(index));
      await session.exchanges.written();
    }
    session.journal.append({ type: 'work-done' });
    await session.close();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^Requests to models are not recorded any more, and the session goes on: /);
    expect(warnings[0]).toContain('the disk is full');
  });

  it('leaves out what a disk that stands still can not take, and says so once', async () => {
    let release = (): void => undefined;
    const standstill = new Promise<void>((resolve) => (release = resolve));
    const store = await newStore({
      ...nodeFileSystem,
      stat: async (path) => {
        if (path.includes('exchanges')) await standstill;
        return nodeFileSystem.stat(path);
      },
    });
    const session = await store.createSession(randomUUID());
    const warnings: string[] = [];
    session.onWarning((sentence) => warnings.push(sentence));
    for (let index = 0; index < 1200; index += 1) session.exchanges.record(anExchange());
    release();
    const dir = store.paths.session(session.id).exchanges;
    await session.close();
    expect((await exchangePage(dir, { limit: 1 })).total).toBe(1000);
    expect(warnings).toEqual([expect.stringContaining('slower than the models')]);
  });

  it('goes with an exported session, and what it names pruning leaves', async () => {
    const [store, other] = [await newStore(), await newStore()];
    const id = randomUUID();
    const dir = await recorded(store, 2, id);
    const archive = join(await temporaryFolder(), 'session.tar.gz');
    await store.exportSession(id, archive);
    await other.importSession(archive, async (entries) => {
      for await (const entry of entries) expect(entry.seq).toBe(1);
      return { id, summary: {} };
    });
    const named = new Set<string>();
    for await (const hash of namedHashes(nodeFileSystem, store.paths.session(id))) named.add(hash);
    expect(named.size).toBe(2);
    const imported = other.paths.session(id).exchanges;
    expect(await samplesIn(imported)).toEqual(await samplesIn(dir));
    for await (const { exchange } of readExchanges(imported))
      for (const { text } of exchange.messages)
        expect(await other.blobs.getText((text as { blob: string }).blob)).toContain('repository map');
  });
});

describe('a page of the record', () => {
  const numbers = (page: Awaited<ReturnType<typeof exchangePage>>) => page.rows.map(({ number }) => number);

  it('is the newest, the ones before a number, or those after one', async () => {
    const dir = await recorded(await newStore(), 10);
    const newest = await exchangePage(dir, { limit: 4 });
    expect([numbers(newest), newest.total, newest.hasEarlier]).toEqual([[7, 8, 9, 10], 10, true]);
    const before = await exchangePage(dir, { limit: 4, before: 4 });
    expect([numbers(before), before.hasEarlier]).toEqual([[1, 2, 3], false]);
    expect(numbers(await exchangePage(dir, { limit: 4, after: 8 }))).toEqual([9, 10]);
    expect((await exchangePage(dir, { limit: 10 })).hasEarlier).toBe(false);
    expect((await exchangePage(dir, { limit: 9 })).hasEarlier).toBe(true);
  });

  it('holds only what matches', async () => {
    const dir = await recorded(await newStore(), 10);
    const matches = ({ stepId }: { stepId?: string | undefined }) => stepId === 'odd';
    const page = await exchangePage(dir, { limit: 2, matches });
    expect([numbers(page), page.hasEarlier]).toEqual([[8, 10], true]);
    expect(numbers(await exchangePage(dir, { limit: 5, before: 8, matches }))).toEqual([2, 4, 6]);
  });
});
