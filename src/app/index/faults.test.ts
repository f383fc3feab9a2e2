import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { nodeFileSystem, type FileSystem } from '../../store/file-system.ts';
import { faultyFileSystem, type FaultKind } from '../../store/testing/faulty-file-system.ts';
import { savedIndex } from './saved/index-file.ts';
import { SessionIndexes } from './session-indexes.ts';
import { randomJournal } from './testing/random-journal.ts';

const ENTRIES = randomJournal(5, 400);
const HALF = 200;
const LONG_MS = 300_000;

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'microfactory-tests-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

function indexes(name: string, fileSystem: FileSystem, upTo = ENTRIES.length): SessionIndexes {
  async function* read(_id: string, afterSeq: number): AsyncGenerator<JournalEntry> {
    await Promise.resolve();
    yield* ENTRIES.slice(afterSeq, upTo);
  }
  return new SessionIndexes({ read, file: () => join(folder, name), fileSystem, worthSaving: 1 });
}

async function answerOf(opened: SessionIndexes): Promise<unknown> {
  const index = await opened.get('session');
  const outline = index.outline({ offset: 0, limit: 200 });
  await opened.dispose();
  return [outline, index.graph({ limit: 60 }), index.view.totals];
}

// `crash` is what a kill in the middle leaves behind: nothing after that moment happens.
// With each, how many operations fail so at least.
it.each<readonly [FaultKind, number]>([
  ['once', 6],
  ['crash', 6],
  ['disk-full', 1],
  ['read-only', 2],
])(
  'whichever file operation fails (%s), questions are answered, and the file is the old one or the new one',
  { timeout: LONG_MS },
  async (kind, least) => {
    const expected = await answerOf(indexes('reference', nodeFileSystem));
    const fullSeq = ENTRIES.at(-1)?.seq;
    let operations = 0;
    for (let at = 1; ; at += 1) {
      const name = `${kind}-${at}`;
      await answerOf(indexes(name, nodeFileSystem, HALF));
      const faulty = faultyFileSystem(nodeFileSystem, at, kind);
      expect(await answerOf(indexes(name, faulty))).toEqual(expected);
      const saved = await savedIndex(await readFile(join(folder, name)));
      expect([HALF, fullSeq]).toContain(saved?.view.seq);
      expect(await answerOf(indexes(name, nodeFileSystem))).toEqual(expected);
      if (!faulty.failed()) break;
      operations = at;
    }
    expect(operations).toBeGreaterThanOrEqual(least);
    const left = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
    if (kind === 'once') expect(left).toEqual([]);
  },
);
