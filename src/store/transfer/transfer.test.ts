import { createHash, randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { pack, type Headers } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { nodeFileSystem } from '../file-system.ts';
import { formatLine } from '../journal/line.ts';
import { compactJournal } from '../journal/compact-journal.ts';
import { openStore, type Store } from '../open-store.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

async function newStore(): Promise<Store> {
  return openStore({ home: join(await temporaryFolder(), 'home') });
}

async function summarise(entries: AsyncIterable<JournalEntry>) {
  let id = '';
  let count = 0;
  for await (const { event } of entries) {
    count += 1;
    if (event.type === 'session-started') id = String(event['id']);
  }
  return { id, summary: { count } };
}

async function eventsOf(store: Store, id: string): Promise<unknown[]> {
  const events = [];
  for await (const entry of store.readEntries(id)) events.push(entry);
  return events;
}

describe('a session', () => {
  it('that was exported and imported is the same, and is only looked at', async () => {
    const [from, to] = [await newStore(), await newStore()];
    const id = randomUUID();
    const session = await from.createSession(id);
    const blob = await session.blobs.put('named');
    await session.blobs.put('of another session');
    session.journal.append({ type: 'session-started', id });
    session.journal.append({ type: 'work-done', blob });
    await session.writeSnapshot({ seq: 2, state: { done: true } });
    await session.close();
    await compactJournal(from.paths.session(id).journal);
    const archive = join(await temporaryFolder(), 'session.tar.gz');
    await from.exportSession(id, archive);
    await expect(from.exportSession(id, archive)).rejects.toMatchObject({ code: 'usage' });
    expect(await to.importSession(archive, summarise)).toBe(id);
    expect(await eventsOf(to, id)).toEqual(await eventsOf(from, id));
    expect(await to.readSummary(id)).toEqual({ count: 2 });
    expect(await to.blobs.getText(blob)).toBe('named');
    const shards = (await readdir(to.paths.blobs)).filter((name) => name !== 'aside');
    expect(shards).toEqual([blob.slice(0, 2)]);
    expect(await readdir(to.paths.importing)).toEqual([]);
    await expect(to.openSession(id, { write: true })).rejects.toMatchObject({
      code: 'usage',
      message: `Session ${id} was imported and can only be looked at: go on with it where it was exported.`,
    });
    await expect(to.importSession(archive, summarise)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/already, and is not imported again\.$/) as string,
    });
  });

  it('that was imported counts as such although the folder aside cannot be removed', async () => {
    const source = join(await temporaryFolder(), 'a.tar.gz');
    await writeFile(source, await archiveOf([JOURNAL]));
    const removeFolder = () => Promise.reject(Object.assign(new Error('i/o error'), { code: 'EIO' }));
    const home = join(await temporaryFolder(), 'home');
    const store = await openStore({ home, fileSystem: { ...nodeFileSystem, removeFolder } });
    expect(await store.importSession(source, summarise)).toBe(ID);
    expect(await store.listSessions()).toEqual([ID]);
  });

  it('that is owned is not exported', async () => {
    const store = await newStore();
    const session = await store.createSession(randomUUID());
    const target = join(await temporaryFolder(), 'x.tar.gz');
    await expect(store.exportSession(session.id, target)).rejects.toMatchObject({ code: 'busy' });
    await session.close();
  });
});

const ID = '11111111-2222-4333-8444-555555555555';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface Part {
  readonly path: string;
  readonly content: Buffer;
  readonly header?: Partial<Headers>;
}

const JOURNAL: Part = {
  path: 'journal/000001.jsonl',
  content: Buffer.from(formatLine(1, 0, { type: 'session-started', id: ID })),
};
const blobOf = (named: string, held = named): Part => ({
  path: `blobs/${sha256(Buffer.from(named))}`,
  content: brotliCompressSync(held),
});

/** Returns an archive with those parts, named in its manifest unless that is changed. */
async function archiveOf(
  parts: readonly Part[],
  change: (manifest: Record<string, unknown>) => unknown = (manifest) => manifest,
): Promise<Buffer> {
  const files = parts.map(({ path, content }) => ({ path, bytes: content.length, sha256: sha256(content) }));
  const manifest = change({ format: 1, session_id: ID, last_seq: 1, files });
  const archive = pack();
  archive.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  for (const { path, content, header } of parts) {
    const isFile = (header?.type ?? 'file') === 'file';
    archive.entry({ name: path, ...header }, isFile ? content : Buffer.alloc(0));
  }
  archive.finalize();
  return gzipSync(await buffer(archive));
}

const without = (key: string) => (manifest: Record<string, unknown>) => ({ ...manifest, [key]: undefined });
const evil = (path: string): Part => ({ path, content: Buffer.from('evil') });

const REFUSED: readonly (readonly [string, Promise<Buffer>, RegExp])[] = [
  ['no archive', Promise.resolve(Buffer.from('hello')), /damaged, or no exported session/],
  ['nothing', Promise.resolve(gzipSync('')), /not complete/],
  ['half of it', archiveOf([JOURNAL]).then((all) => all.subarray(0, all.length / 2)), /damaged|not complete/],
  ['a newer format', archiveOf([JOURNAL], (all) => ({ ...all, format: 2 })), /newer Microfactory/],
  ['no id', archiveOf([JOURNAL], without('session_id')), /manifest/],
  ['an id that is a path', archiveOf([JOURNAL], (all) => ({ ...all, session_id: '../x' })), /manifest/],
  ['..', archiveOf([JOURNAL, evil('../../evil')]), /manifest/],
  ['.. within a name', archiveOf([JOURNAL, evil('journal/../../../evil')]), /manifest/],
  ['an absolute path', archiveOf([JOURNAL, evil('/tmp/evil')]), /manifest/],
  ['another file', archiveOf([JOURNAL, evil('imported.json')]), /manifest/],
  ['a file twice', archiveOf([JOURNAL, JOURNAL]), /a file twice/],
  [
    'a huge size',
    archiveOf([JOURNAL], (all) => ({
      ...all,
      files: [{ path: 'snapshot.json', bytes: 2 ** 50, sha256: 'a'.repeat(64) }],
    })),
    /manifest/,
  ],
  [
    'a link',
    archiveOf([{ ...JOURNAL, header: { type: 'symlink', linkname: '/etc/passwd', size: 0 } }]),
    /does not name/,
  ],
  [
    'something unnamed',
    archiveOf([JOURNAL, evil('x')], (all) => ({ ...all, files: (all['files'] as unknown[]).slice(0, 1) })),
    /does not name/,
  ],
  [
    'too little',
    archiveOf([JOURNAL], (all) => ({
      ...all,
      files: [...(all['files'] as unknown[]), { path: 'snapshot.json', bytes: 1, sha256: 'a'.repeat(64) }],
    })),
    /not complete/,
  ],
  [
    'another checksum',
    archiveOf([JOURNAL], (all) => ({
      ...all,
      files: [{ ...(all['files'] as object[])[0], sha256: 'a'.repeat(64) }],
    })),
    /is damaged/,
  ],
  ['a blob of another content', archiveOf([JOURNAL, blobOf('one', 'two')]), /does not hold what it says/],
  [
    'a journal of another session',
    archiveOf([JOURNAL], (all) => ({ ...all, session_id: randomUUID() })),
    /journal is damaged/,
  ],
  ['a journal that is cut', archiveOf([JOURNAL], (all) => ({ ...all, last_seq: 2 })), /journal is damaged/],
];

describe('an archive', () => {
  it('as it should be is imported', async () => {
    const store = await newStore();
    const source = join(await temporaryFolder(), 'a.tar.gz');
    await writeFile(source, await archiveOf([JOURNAL, blobOf('one')]));
    expect(await store.importSession(source, summarise)).toBe(ID);
  });

  it.each(REFUSED)(
    'with %s is refused in one sentence, and nothing is left of it',
    async (_what, bytes, says) => {
      const store = await newStore();
      const folder = await temporaryFolder();
      const source = join(folder, 'a.tar.gz');
      await writeFile(source, await bytes);
      const error = await store.importSession(source, summarise).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'usage', message: expect.stringMatching(says) as string });
      expect((error as Error).message).toMatch(/^[^\n]* is not imported: [^\n]*\.$/);
      expect(await store.listSessions()).toEqual([]);
      expect(await readdir(store.paths.blobs)).toEqual([]);
      expect(await readdir(store.paths.importing)).toEqual([]);
      expect(await readdir(folder)).toEqual(['a.tar.gz']);
    },
  );
});

describe('a transfer that is cancelled in the middle', () => {
  /** A signal that is aborted when it has been looked at so many times. */
  function abortedAfter(looks: number): AbortSignal {
    let looked = 0;
    return {
      get aborted() {
        looked += 1;
        return looked > looks;
      },
    } as AbortSignal;
  }

  it('leaves nothing, wherever it is cancelled', async () => {
    const [from, to] = [await newStore(), await newStore()];
    const id = randomUUID();
    const session = await from.createSession(id);
    const blob = await session.blobs.put('named');
    session.journal.append({ type: 'session-started', id });
    session.journal.append({ type: 'work-done', blob });
    await session.close();
    const folder = await temporaryFolder();
    const archive = join(folder, 'session.tar.gz');
    for (const looks of [0, 1, 2, 3]) {
      await expect(from.exportSession(id, archive, abortedAfter(looks))).rejects.toMatchObject({
        code: 'cancelled',
        message: 'The export was cancelled: nothing was written.',
      });
      expect(await readdir(folder)).toEqual([]);
    }
    await from.exportSession(id, archive, abortedAfter(100));
    for (const looks of [0, 1, 2, 3]) {
      await expect(to.importSession(archive, summarise, abortedAfter(looks))).rejects.toMatchObject({
        code: 'cancelled',
        message: 'The import was cancelled: nothing of it stays.',
      });
      expect(await readdir(to.paths.importing)).toEqual([]);
      expect(await to.listSessions()).toEqual([]);
    }
    expect(await to.importSession(archive, summarise, abortedAfter(100))).toBe(id);
  });
});
