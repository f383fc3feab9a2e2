import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nodeFileSystem, type FileSystem } from '../file-system.ts';
import { onFiles } from '../testing/on-files.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { compactJournal } from './compact-journal.ts';
import type { JournalDamage } from './damage.ts';
import { openJournal } from './open-journal.ts';
import { readJournal } from './read-journal.ts';

const SEGMENT_BYTES = 300;

async function seqsIn(dir: string, afterSeq = 0): Promise<number[]> {
  const seqs: number[] = [];
  for await (const entry of readJournal(dir, { afterSeq })) seqs.push(entry.seq);
  return seqs;
}

const upTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Writes 20 events over several plain segments. */
async function plainJournal(): Promise<string> {
  const dir = await temporaryFolder();
  const journal = await openJournal({ dir, segmentBytes: SEGMENT_BYTES, compact: false });
  for (let index = 1; index <= 20; index += 1) {
    journal.append({ type: 'counted', index });
    await journal.written();
  }
  await journal.close();
  return dir;
}

async function contentOf(dir: string): Promise<Record<string, Buffer>> {
  const names = (await readdir(dir)).sort();
  const read = async (name: string): Promise<[string, Buffer]> => [name, await readFile(join(dir, name))];
  return Object.fromEntries(await Promise.all(names.map(read)));
}

describe('compacting a journal at rest', () => {
  it('leaves every byte of every segment, compressed, and says what it came to', async () => {
    const dir = await plainJournal();
    const before = await contentOf(dir);
    const done = await compactJournal(dir);
    const after = await contentOf(dir);
    expect(Object.keys(after)).toEqual(Object.keys(before).map((name) => `${name}.gz`));
    for (const [name, bytes] of Object.entries(before)) {
      expect(gunzipSync(after[`${name}.gz`] as Buffer).equals(bytes)).toBe(true);
    }
    expect(done.segments).toBe(Object.keys(before).length);
    expect(done.bytesBefore).toBe(Object.values(before).reduce((sum, bytes) => sum + bytes.length, 0));
    expect(done.bytesAfter).toBeLessThan(done.bytesBefore);
    expect(await compactJournal(dir)).toEqual({ segments: 0, bytesBefore: 0, bytesAfter: 0 });
  });

  it('changes nothing for those who read it, from wherever, or go on with it', async () => {
    const dir = await plainJournal();
    await compactJournal(dir);
    for (let afterSeq = 0; afterSeq <= 20; afterSeq += 1) {
      expect(await seqsIn(dir, afterSeq)).toEqual(upTo(20, afterSeq + 1));
    }
    const damage: JournalDamage[] = [];
    const journal = await openJournal({ dir, onDamage: (found) => damage.push(found) });
    expect(journal.append({ type: 'went-on' })).toBe(21);
    await journal.close();
    expect(await seqsIn(dir)).toEqual(upTo(21));
    expect(damage).toEqual([]);
  });

  it('does nothing where there is no journal', async () => {
    const done = await compactJournal(join(await temporaryFolder(), 'none'));
    expect(done.segments).toBe(0);
  });

  it('takes a reader who had listed the plain segments along', async () => {
    const dir = await plainJournal();
    const seqs: number[] = [];
    for await (const entry of readJournal(dir)) {
      if (entry.seq === 1) await compactJournal(dir);
      seqs.push(entry.seq);
    }
    expect(seqs).toEqual(upTo(20));
  });

  it('keeps to constant memory, a chunk at a time', async () => {
    const dir = await temporaryFolder();
    const journal = await openJournal({ dir, compact: false });
    for (let index = 0; index < 6000; index += 1) journal.append({ type: 'large', text: 'x'.repeat(1000) });
    await journal.close();
    let largest = 0;
    const fileSystem = onFiles((file) => ({
      read: (buffer, offset, length, position) => {
        largest = Math.max(largest, length);
        return file.read(buffer, offset, length, position);
      },
    }));
    await compactJournal(dir, { fileSystem });
    expect(await seqsIn(dir, 5990)).toEqual(upTo(6000, 5991));
    expect(largest).toBeLessThanOrEqual(256 * 1024);
  });
});

describe('a kill during compaction', () => {
  it('that leaves both forms leaves the plain one valid', async () => {
    const dir = await plainJournal();
    await writeFile(join(dir, '000002.jsonl.gz'), gzipSync('half of what was'));
    expect(await seqsIn(dir)).toEqual(upTo(20));
    await compactJournal(dir);
    expect(await seqsIn(dir)).toEqual(upTo(20));
    expect(await readdir(dir)).not.toContain('000002.jsonl');
  });

  it('that leaves a file half written beside has it removed, by compaction and by opening', async () => {
    const dir = await plainJournal();
    const beside = join(dir, '000002.jsonl.gz.0b8f1b0e-3c55-4b0c-9d5e-0d5d0f6d9a11.tmp');
    await writeFile(beside, 'half');
    await (await openJournal({ dir })).close();
    expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    await writeFile(beside, 'half');
    await compactJournal(dir);
    expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(await seqsIn(dir)).toEqual(upTo(20));
  });
});

describe('a damaged compressed segment', () => {
  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ['was cut', (bytes) => bytes.subarray(0, bytes.length - 12)],
    ['was cut to nothing', (bytes) => bytes.subarray(0, 0)],
    ['had its beginning overwritten', (bytes) => Buffer.concat([Buffer.alloc(40), bytes.subarray(40)])],
    [
      'had a bit flipped',
      (bytes) => {
        const bad = Buffer.from(bytes);
        const middle = bad.length >> 1;
        bad[middle] = (bad[middle] as number) ^ 4;
        return bad;
      },
    ],
    [
      'holds a damaged line',
      (bytes) => gzipSync(String(gunzipSync(bytes)).replace('"index":6', '"index":9')),
    ],
    ['ends within a line', (bytes) => gzipSync(gunzipSync(bytes).subarray(0, -30))],
  ];

  it.each(damages)('that %s ends the valid prefix; all of it is kept aside', async (_what, damageIt) => {
    const dir = await plainJournal();
    await compactJournal(dir);
    const before = await contentOf(dir);
    const path = join(dir, '000002.jsonl.gz');
    const damaged = damageIt(await readFile(path));
    await writeFile(path, damaged);
    const valid = await seqsIn(dir);
    expect(valid).toEqual(upTo(valid.length));
    const damage: JournalDamage[] = [];
    const journal = await openJournal({ dir, onDamage: (found) => damage.push(found) });
    expect(journal.lastSeq).toBe(valid.length);
    expect(journal.append({ type: 'went-on' })).toBe(valid.length + 1);
    await journal.close();
    expect(damage).toMatchObject([{ kind: 'set-aside', afterSeq: valid.length }]);
    expect(await seqsIn(dir)).toEqual(upTo(valid.length + 1));
    const kept = await contentOf(dir);
    const aside = Object.entries(kept).flatMap(([name, bytes]) =>
      name.startsWith('damaged') ? [bytes] : [],
    );
    const lost = Object.keys(before).filter((name) => name > '000002.jsonl.gz');
    expect(aside.some((bytes) => bytes.equals(damaged))).toBe(true);
    for (const name of lost) expect(aside.some((bytes) => bytes.equals(before[name] as Buffer))).toBe(true);
  });

  it('with the valid lines of it and the first segment is gone on with after them', async () => {
    const dir = await plainJournal();
    await compactJournal(dir);
    const path = join(dir, '000002.jsonl.gz');
    const lines = String(gunzipSync(await readFile(path)));
    const [first, second] = lines.split('\n');
    await writeFile(path, gzipSync(`${first}\n${second}\ndamage`));
    const last = Number(/"seq":(\d+)/.exec(second as string)?.[1]);
    expect(await seqsIn(dir)).toEqual(upTo(last));
    const journal = await openJournal({ dir });
    expect(journal.lastSeq).toBe(last);
    await journal.close();
    expect(await readFile(join(dir, '000002.jsonl'), 'utf8')).toBe(`${first}\n${second}\n`);
  });
});

describe('compaction beside the writer', () => {
  async function grown(dir: string, fileSystem: FileSystem, failures: string[]): Promise<void> {
    const onCompactionFailure = (sentence: string): number => failures.push(sentence);
    const journal = await openJournal({ dir, segmentBytes: SEGMENT_BYTES, fileSystem, onCompactionFailure });
    for (let index = 1; index <= 20; index += 1) {
      journal.append({ type: 'counted', index });
      await journal.written();
    }
    const closed = async (): Promise<string[]> =>
      (await readdir(dir)).filter((name) => /\.jsonl$/.test(name));
    journal.append({ type: 'last' });
    await journal.written();
    while (failures.length === 0 && (await closed()).length > 1) await new Promise(setImmediate);
    await journal.close();
  }

  it('compresses the segments that were closed and never the one that grows', async () => {
    const dir = await temporaryFolder();
    await grown(dir, nodeFileSystem, []);
    const names = (await readdir(dir)).sort();
    expect(names.slice(0, -1).every((name) => name.endsWith('.jsonl.gz'))).toBe(true);
    expect(names.at(-1)).toMatch(/^\d+\.jsonl$/);
    expect(await seqsIn(dir)).toEqual(upTo(21));
  });

  it('that fails is told once and harms nothing', async () => {
    const dir = await temporaryFolder();
    const failures: string[] = [];
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      rename: () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
    };
    await grown(dir, fileSystem, failures);
    expect(failures).toEqual([expect.stringMatching(/^Cannot compact the journal in .*disk is full.*\.$/)]);
    expect(await seqsIn(dir)).toEqual(upTo(21));
    expect((await readdir(dir)).filter((name) => !/^\d+\.jsonl$/.test(name))).toEqual([]);
  });

  it('that writes something else than it read is refused, and the plain segment stays', async () => {
    const dir = await plainJournal();
    const before = await contentOf(dir);
    const fileSystem = onFiles((_file, path) => ({
      write: async (_buffer, _offset, length) => {
        await appendFile(path, gzipSync('something else'));
        return { bytesWritten: length };
      },
    }));
    await expect(compactJournal(dir, { fileSystem })).rejects.toMatchObject({ code: 'store' });
    expect(await contentOf(dir)).toEqual(before);
  });

  it('is given up when the journal is closed', async () => {
    const dir = await temporaryFolder();
    let isPacking = (): void => undefined;
    const packing = new Promise<void>((resolve) => (isPacking = resolve));
    let isClosing = (): void => undefined;
    const closing = new Promise<void>((resolve) => (isClosing = resolve));
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      open: async (path, flags) => {
        if (!path.endsWith('.tmp')) return nodeFileSystem.open(path, flags);
        isPacking();
        await closing;
        return nodeFileSystem.open(path, flags);
      },
    };
    const journal = await openJournal({ dir, segmentBytes: 2_000_000, fileSystem });
    for (let index = 0; index < 3000; index += 1) journal.append({ type: 'large', text: 'x'.repeat(1000) });
    await journal.written();
    journal.append({ type: 'last' });
    await packing;
    const closed = journal.close();
    isClosing();
    await closed;
    expect((await readdir(dir)).sort()).toEqual(['000001.jsonl', '000002.jsonl']);
    expect(await seqsIn(dir)).toHaveLength(3001);
  });
});
