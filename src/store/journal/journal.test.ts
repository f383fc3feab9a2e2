import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { onFiles } from '../testing/on-files.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { JournalDamage } from './damage.ts';
import { formatLine } from './line.ts';
import { openJournal, type OpenJournalOptions } from './open-journal.ts';
import { readJournal } from './read-journal.ts';

async function all(entries: AsyncIterable<JournalEntry>): Promise<JournalEntry[]> {
  const list: JournalEntry[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}

async function seqsIn(dir: string, afterSeq = 0): Promise<number[]> {
  return (await all(readJournal(dir, { afterSeq }))).map((entry) => entry.seq);
}

/** Writes a journal of `count` events into the folder, and returns its first segment's path. */
async function written(
  dir: string,
  count: number,
  options: Partial<OpenJournalOptions> = {},
): Promise<string> {
  const journal = await openJournal({ dir, compact: false, ...options });
  for (let index = 1; index <= count; index += 1) {
    journal.append({ type: 'counted', index });
    await journal.written();
  }
  await journal.close();
  return join(dir, '000001.jsonl');
}

async function reopened(dir: string): Promise<{ lastSeq: number; damage: JournalDamage[] }> {
  const damage: JournalDamage[] = [];
  const journal = await openJournal({ dir, onDamage: (found) => damage.push(found) });
  const { lastSeq } = journal;
  journal.append({ type: 'went-on' });
  await journal.close();
  return { lastSeq, damage };
}

/** A file system that counts, and can hold back syncs. */
function watched(): {
  fileSystem: FileSystem;
  writes: number[];
  syncs: () => number;
  holdSyncs: () => () => void;
} {
  const writes: number[] = [];
  let syncs = 0;
  let held: Promise<void> = Promise.resolve();
  const fileSystem = onFiles((file) => ({
    write: (buffer, offset, length) => {
      writes.push(length);
      return file.write(buffer, offset, length);
    },
    datasync: async () => {
      await held;
      syncs += 1;
      await file.datasync();
    },
  }));
  const holdSyncs = (): (() => void) => {
    let release = (): void => undefined;
    held = new Promise((resolve) => (release = resolve));
    return release;
  };
  return { fileSystem, writes, syncs: () => syncs, holdSyncs };
}

describe('a journal', () => {
  it('gives back what was appended, in order, numbered from 1 without gaps, with the time of the append', async () => {
    const dir = await temporaryFolder();
    let now = 1000;
    const clock = { now: () => (now -= 10), monotonic: () => 0 };
    const journal = await openJournal({ dir, clock });
    expect(journal.append({ type: 'a', text: 'zwölf\n"\u2028😀' })).toBe(1);
    expect(journal.append({ type: 'b', list: [1, null, { x: true }] })).toBe(2);
    expect(await all(journal.entries())).toEqual([
      { seq: 1, at: 990, event: { type: 'a', text: 'zwölf\n"\u2028😀' } },
      { seq: 2, at: 980, event: { type: 'b', list: [1, null, { x: true }] } },
    ]);
    await journal.close();
  });

  it('goes on after the last entry when it is opened again', async () => {
    const dir = await temporaryFolder();
    await written(dir, 3);
    expect(await reopened(dir)).toEqual({ lastSeq: 3, damage: [] });
    expect(await seqsIn(dir)).toEqual([1, 2, 3, 4]);
  });

  it('writes the events of one tick in one write', async () => {
    const dir = await temporaryFolder();
    const { fileSystem, writes } = watched();
    const journal = await openJournal({ dir, fileSystem });
    for (let index = 0; index < 100; index += 1) journal.append({ type: 'tick', index });
    queueMicrotask(() => journal.append({ type: 'same-tick' }));
    await Promise.resolve();
    await journal.written();
    expect(writes).toHaveLength(1);
    expect(await seqsIn(dir)).toHaveLength(101);
    await journal.close();
  });

  it('has written an event before written() resolves, although it is not synced', async () => {
    const dir = await temporaryFolder();
    const { fileSystem, syncs, holdSyncs } = watched();
    const release = holdSyncs();
    const journal = await openJournal({ dir, fileSystem });
    journal.append({ type: 'decided' });
    await journal.written();
    expect(await seqsIn(dir)).toEqual([1]);
    expect(syncs()).toBe(0);
    release();
    await journal.close();
  });

  it('has synced every event appended before synced() was called, also one appended as a write ends', async () => {
    const dir = await temporaryFolder();
    const { fileSystem, syncs } = watched();
    // The sync that comes by itself would hide one that was forgotten.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const journal = await openJournal({ dir, fileSystem });
    for (let round = 1; round <= 20; round += 1) {
      journal.append({ type: 'first' });
      await journal.written();
      journal.append({ type: 'second' });
      const before = syncs();
      await journal.synced();
      expect(syncs()).toBeGreaterThan(before);
      expect(await seqsIn(dir)).toHaveLength(round * 2);
    }
    await journal.close();
  }, 10_000);

  it('syncs by itself soon after a write, without being asked', async () => {
    const dir = await temporaryFolder();
    const { fileSystem, syncs } = watched();
    const journal = await openJournal({ dir, fileSystem });
    journal.append({ type: 'quiet' });
    await journal.written();
    while (syncs() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await journal.close();
    expect(syncs()).toBe(1);
  });

  it('spreads over segments, and reads the tail without opening those before it', async () => {
    const dir = await temporaryFolder();
    await written(dir, 20, { segmentBytes: 300 });
    expect((await readdir(dir)).length).toBeGreaterThan(4);
    await writeFile(join(dir, '000001.jsonl'), 'no longer readable');
    expect(await seqsIn(dir, 17)).toEqual([18, 19, 20]);
    expect(await seqsIn(dir, 20)).toEqual([]);
  });

  it('goes on in the last of several segments', async () => {
    const dir = await temporaryFolder();
    await written(dir, 20, { segmentBytes: 300 });
    expect(await reopened(dir)).toEqual({ lastSeq: 20, damage: [] });
    expect(await seqsIn(dir)).toHaveLength(21);
  });

  it('can be read while it grows, up to the last complete line', async () => {
    const dir = await temporaryFolder();
    const segment = await written(dir, 2);
    const third = formatLine(3, 0, { type: 'growing' });
    await appendFile(segment, third.slice(0, 30));
    expect(await seqsIn(dir)).toEqual([1, 2]);
    await appendFile(segment, third.slice(30));
    expect(await seqsIn(dir)).toEqual([1, 2, 3]);
    expect(await readdir(dir)).toEqual(['000001.jsonl']);
  });

  it('reads lines longer than its buffer', async () => {
    const dir = await temporaryFolder();
    const journal = await openJournal({ dir });
    const text = 'ü'.repeat(700_000);
    journal.append({ type: 'small' });
    journal.append({ type: 'large', text });
    journal.append({ type: 'small' });
    const entries = await all(journal.entries());
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect(entries[1]?.event['text']).toBe(text);
    await journal.close();
  });

  it('lets a reader stop early without leaving the file open', async () => {
    const dir = await temporaryFolder();
    await written(dir, 5);
    let open = 0;
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      open: async (path, flags) => {
        const file = await nodeFileSystem.open(path, flags);
        open += 1;
        return {
          read: (...args) => file.read(...args),
          write: (...args) => file.write(...args),
          datasync: () => file.datasync(),
          close: () => {
            open -= 1;
            return file.close();
          },
        };
      },
    };
    for await (const entry of readJournal(dir, { fileSystem })) {
      expect(entry.seq).toBe(1);
      break;
    }
    expect(open).toBe(0);
  });

  it('is empty where there is none', async () => {
    expect(await seqsIn(join(await temporaryFolder(), 'none'))).toEqual([]);
  });

  it('refuses events after it was closed, and one larger than a line may be', async () => {
    const journal = await openJournal({ dir: await temporaryFolder() });
    expect(() => journal.append({ type: 'huge', text: 'x'.repeat(33 * 1024 * 1024) })).toThrow(
      /in a blob\.$/,
    );
    expect(journal.append({ type: 'fits' })).toBe(1);
    await journal.close();
    await journal.close();
    expect(() => journal.append({ type: 'late' })).toThrow(/is closed/);
  });
});

describe('a damaged journal', () => {
  const line = (seq: number): string => formatLine(seq, 7, { type: 'later', seq });
  const edit = (change: (text: string) => string) => async (segment: string) =>
    writeFile(segment, change(await readFile(segment, 'utf8')));

  it.each([
    ['a last line that was cut', edit((text) => text.slice(0, -20)), 4],
    ['a last line without its newline', edit((text) => text.slice(0, -1)), 4],
    ['a bit that flipped in the last event', edit((text) => text.replace('"index":5', '"index":4')), 4],
    ['a bit that flipped in the third event', edit((text) => text.replace('"index":3', '"index":7')), 2],
    ['a letter of a checksum in the other case', edit((text) => text.replace('{"crc"', '{"CRC"')), 0],
    ['a gap in the numbers', async (segment: string) => appendFile(segment, line(7)), 5],
    [
      'a number that comes again with another event',
      async (segment: string) => appendFile(segment, line(5)),
      5,
    ],
    ['an empty line', async (segment: string) => appendFile(segment, '\n'), 5],
    ['bytes that are no text', async (segment: string) => appendFile(segment, Buffer.alloc(4096)), 5],
    [
      'a line that is JSON of somebody else',
      async (segment: string) => appendFile(segment, '{"seq":6}\n'),
      5,
    ],
    ['nothing but damage', edit(() => 'gone'), 0],
  ])(
    'with %s is valid up to there; the rest is kept aside and reported',
    async (_what, damageIt, lastSeq) => {
      const dir = await temporaryFolder();
      const segment = await written(dir, 5);
      await damageIt(segment);
      const before = await readFile(segment);
      expect(await seqsIn(dir)).toHaveLength(lastSeq);
      const found = await reopened(dir);
      expect(found.lastSeq).toBe(lastSeq);
      expect(found.damage).toMatchObject([{ kind: 'set-aside', afterSeq: lastSeq }]);
      const aside = await readFile(join(dir, 'damaged-1.jsonl'));
      const kept = await readFile(segment);
      expect(Buffer.concat([kept.subarray(0, before.length - aside.length), aside]).equals(before)).toBe(
        true,
      );
      expect(found.damage[0]?.bytes).toBe(aside.length);
      expect(await reopened(dir)).toEqual({ lastSeq: lastSeq + 1, damage: [] });
    },
  );

  it('notices every single bit that flips in a line', async () => {
    const dir = await temporaryFolder();
    const segment = await written(dir, 2);
    const good = await readFile(segment);
    const second = good.indexOf(10) + 1;
    for (let bit = second * 8; bit < good.length * 8; bit += 1) {
      const bad = Buffer.from(good);
      bad[bit >> 3] = (bad[bit >> 3] as number) ^ (1 << (bit & 7));
      await writeFile(segment, bad);
      expect(await seqsIn(dir), `bit ${bit}`).toEqual([1]);
    }
  });

  it('drops copies of the last line, says so, and goes on', async () => {
    const dir = await temporaryFolder();
    const segment = await written(dir, 3);
    const last = (await readFile(segment, 'utf8')).trimEnd().split('\n').at(-1);
    await appendFile(segment, `${last}\n${last}\n`);
    expect(await seqsIn(dir)).toEqual([1, 2, 3]);
    const found = await reopened(dir);
    expect(found.damage).toMatchObject([{ kind: 'duplicate', afterSeq: 3, files: [] }]);
    expect(await seqsIn(dir)).toEqual([1, 2, 3, 4]);
    expect(await readdir(dir)).toEqual(['000001.jsonl']);
    expect((await reopened(dir)).damage).toEqual([]);
  });

  it('sets aside the segments after a damaged one, byte for byte', async () => {
    const dir = await temporaryFolder();
    const segment = await written(dir, 9, { segmentBytes: 250 });
    const later = await readFile(join(dir, '000003.jsonl'));
    await edit((text) => text.replace('"index":2', '"index":9'))(segment);
    expect(await seqsIn(dir)).toEqual([1]);
    expect(await reopened(dir)).toMatchObject({ lastSeq: 1, damage: [{ kind: 'set-aside' }] });
    expect(await seqsIn(dir)).toEqual([1, 2]);
    const names = (await readdir(dir)).filter((name) => name.startsWith('damaged-'));
    const kept = await Promise.all(names.map((name) => readFile(join(dir, name))));
    expect(kept.some((bytes) => bytes.equals(later))).toBe(true);
  });

  it('of a newer Microfactory is refused and left as it is', async () => {
    const dir = await temporaryFolder();
    const segment = await written(dir, 2);
    const { crc32 } = await import('node:zlib');
    const body = '"v":2,"seq":3,"at":0,"something":"new"}';
    await appendFile(segment, `{"crc":"${crc32(body).toString(16).padStart(8, '0')}",${body}\n`);
    const before = await readFile(segment);
    const newer = {
      code: 'store',
      message: expect.stringMatching(/written by a newer Microfactory .*: update/),
    };
    await expect(openJournal({ dir })).rejects.toMatchObject(newer);
    await expect(seqsIn(dir)).rejects.toMatchObject(newer);
    expect((await readFile(segment)).equals(before)).toBe(true);
    expect(await readdir(dir)).toEqual(['000001.jsonl']);
  });
});

describe('a journal that cannot be written', () => {
  /** A file system that fails from `begin` on. */
  function failing(code: string, operation: 'write' | 'datasync'): { fileSystem: FileSystem; begin(): void } {
    let hasBegun = false;
    const failure = (): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));
    const fails = (which: string): boolean => hasBegun && which === operation;
    const fileSystem = onFiles((file) => ({
      write: (...args) => (fails('write') ? failure() : file.write(...args)),
      datasync: () => (fails('datasync') ? failure() : file.datasync()),
    }));
    return { fileSystem, begin: () => (hasBegun = true) };
  }

  it.each([
    ['ENOSPC', 'write', /^Cannot write the journal in .*: the disk is full; .* \(ENOSPC\)\.$/],
    ['EROFS', 'write', /^Cannot write the journal in .*: the file system is read-only; .* \(EROFS\)\.$/],
    ['EIO', 'datasync', /^Cannot write the journal in .*: the disk reported an error; .* \(EIO\)\.$/],
  ] as const)(
    'for %s at %s says so in one sentence and takes nothing more',
    async (code, operation, message) => {
      const dir = await temporaryFolder();
      await written(dir, 2);
      const { fileSystem, begin } = failing(code, operation);
      const journal = await openJournal({ dir, fileSystem });
      begin();
      journal.append({ type: 'lost' });
      const failure = { code: 'store', message: expect.stringMatching(message) };
      await expect(journal.synced()).rejects.toMatchObject(failure);
      await expect(journal.written()).rejects.toMatchObject(failure);
      expect(() => journal.append({ type: 'after' })).toThrow(message);
      await expect(journal.close()).rejects.toMatchObject(failure);
      expect((await seqsIn(dir)).slice(0, 2)).toEqual([1, 2]);
      expect((await reopened(dir)).damage).toEqual([]);
    },
  );

  it('fails to open with one sentence where its folder is a file', async () => {
    const dir = join(await temporaryFolder(), 'journal');
    await writeFile(dir, '');
    await expect(openJournal({ dir })).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^Cannot open the journal in /),
    });
  });
});
