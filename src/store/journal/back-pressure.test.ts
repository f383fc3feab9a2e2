import { expect, it } from 'vitest';
import type { FileSystem } from '../file-system.ts';
import { onFiles } from '../testing/on-files.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openJournal } from './open-journal.ts';

const TEXT = 'x'.repeat(10_000);
/** More than any journal may let wait. */
const MOST = 2_000;

/** A disk whose writes wait for `release`. */
function heldDisk(): { readonly fileSystem: FileSystem; readonly release: () => void } {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const fileSystem = onFiles((file) => ({
    write: async (...args) => {
      await held;
      return file.write(...args);
    },
  }));
  return { fileSystem, release };
}

it('says that it is behind while more waits to be written than memory should hold, and no longer once it is', async () => {
  const { fileSystem, release } = heldDisk();
  const journal = await openJournal({ dir: await temporaryFolder(), fileSystem });
  let appended = 0;
  while (!journal.isBehind && appended < MOST) {
    journal.append({ type: 'large', text: TEXT });
    // Also what has been taken for a write counts until it is written.
    if (appended++ % 50 === 0) await new Promise(setImmediate);
  }
  expect(appended * TEXT.length).toBeGreaterThan(1024 * 1024);
  expect(appended).toBeLessThan(MOST);
  release();
  await journal.written();
  expect(journal.isBehind).toBe(false);
  await journal.close();
});

it('is not behind for ever when it cannot be written: it throws instead', async () => {
  const fileSystem = onFiles(() => ({
    write: () => Promise.reject(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
  }));
  const journal = await openJournal({ dir: await temporaryFolder(), fileSystem });
  for (let count = 0; count < MOST && !journal.isBehind; count += 1)
    journal.append({ type: 'large', text: TEXT });
  expect(journal.isBehind).toBe(true);
  await expect(journal.written()).rejects.toMatchObject({ code: 'store' });
  expect(journal.isBehind).toBe(false);
  expect(() => journal.append({ type: 'late' })).toThrow(/disk is full/);
  await expect(journal.close()).rejects.toMatchObject({ code: 'store' });
});

it('says that an event is written only when the system has taken it', async () => {
  const { fileSystem, release } = heldDisk();
  const journal = await openJournal({ dir: await temporaryFolder(), fileSystem });
  let isWritten = false;
  journal.append({ type: 'one' });
  const written = journal.written().then(() => (isWritten = true));
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect(isWritten).toBe(false);
  release();
  await written;
  await journal.close();
});
