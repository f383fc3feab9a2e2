import { expect } from 'vitest';
import type { FileSystem } from '../../../src/store/file-system.ts';
import type { ActivityOnDisk } from './activity.ts';
import { namesIn } from './names-in.ts';
import { ARCHIVE, HOME, OTHER, OUT, performExport, performImport, SESSION, storeOn } from './perform.ts';
import { blobsIn, copiesOf, pruneAll, SHARED_BLOB, told, writeSession } from './stored-session.ts';

const withSession = copiesOf(async ({ fileSystem }) => {
  await writeSession(fileSystem, SESSION);
  await fileSystem.makeFolder(OUT);
});

const withArchive = copiesOf(async ({ fileSystem }) => {
  await writeSession(fileSystem, SESSION);
  await fileSystem.makeFolder(OUT);
  await performExport(fileSystem);
  await storeOn(fileSystem, OTHER);
});

/** Returns all that is in the store that is exported from, to be compared: it is never touched. */
async function source(fileSystem: FileSystem): Promise<unknown> {
  return [await told(await storeOn(fileSystem), SESSION), await blobsIn(fileSystem, HOME)];
}

/** The session where it came from and where it was imported to tell the same. */
async function expectSame(fileSystem: FileSystem, when: string): Promise<void> {
  const other = await storeOn(fileSystem, OTHER);
  expect(await told(other, SESSION), when).toEqual(await told(await storeOn(fileSystem), SESSION));
  await expect(other.openSession(SESSION, { write: true }), when).rejects.toThrow(/only be looked at/u);
}

export const exporting: ActivityOnDisk = {
  name: 'an export',
  atLeast: 8,
  async begin() {
    const disk = await withSession();
    const before = await source(disk.fileSystem);
    return {
      disk,
      perform: performExport,
      async check(fileSystem, { when, done }) {
        expect(await source(fileSystem), when).toEqual(before);
        const left = await namesIn(fileSystem, OUT);
        if (done) expect(left, when).toEqual(['session.tar.gz']);
        if (!left.includes('session.tar.gz')) await performExport(fileSystem);
        expect(await namesIn(fileSystem, OUT), when).toEqual(['session.tar.gz']);
        await performImport(fileSystem);
        await expectSame(fileSystem, when);
      },
    };
  },
};

export const importing: ActivityOnDisk = {
  name: 'an import',
  atLeast: 20,
  async begin() {
    const disk = await withArchive();
    const before = await source(disk.fileSystem);
    const archive = await disk.fileSystem.readFile(ARCHIVE);
    // Of a process that was killed before the blob's name was synced.
    const unsynced = { ...disk.fileSystem, syncFolder: () => Promise.resolve() };
    await (await storeOn(unsynced, OTHER)).blobs.put(SHARED_BLOB);
    return {
      disk,
      perform: performImport,
      async check(fileSystem, { when, done }) {
        expect(await source(fileSystem), when).toEqual(before);
        expect(await fileSystem.readFile(ARCHIVE), when).toEqual(archive);
        const isPlaced = (await (await storeOn(fileSystem, OTHER)).listSessions()).includes(SESSION);
        if (done) expect(isPlaced, when).toBe(true);
        if (isPlaced) await expectSame(fileSystem, when);
        await pruneAll(fileSystem, OTHER);
        if (!isPlaced) {
          expect(await blobsIn(fileSystem, OTHER), when).toEqual([]);
          await performImport(fileSystem);
        }
        await expectSame(fileSystem, when);
      },
    };
  },
};
