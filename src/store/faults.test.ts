import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';
import { bundledChild, startChild } from './testing/child-process.ts';
import { countOn, FINISHED, nothingYet, SESSION, storeOn } from './testing/counting-session.ts';
import { faultyFileSystem } from './testing/faulty-file-system.ts';
import { MemoryDisk } from './testing/memory-disk.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

describe('a disk that cannot be written', () => {
  it('lets a session be read, and refuses in one sentence to write it', async () => {
    const disk = new MemoryDisk();
    await countOn(disk.fileSystem, nothingYet());
    const store = await storeOn(faultyFileSystem(disk.fileSystem, 1, 'read-only'));
    let entries = 0;
    for await (const { seq } of store.readEntries(SESSION)) entries = seq;
    expect(entries).toBeGreaterThan(FINISHED.round);
    await expect(store.openSession(SESSION, { write: true })).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^Cannot lock the session in .*the file system is read-only; .*\.$/),
    });
  });
});

describe('kill -9 at any moment', () => {
  it('loses no event that written() acknowledged, and leaves the session free to be gone on with', async () => {
    const folder = await temporaryFolder();
    const bundle = await bundledChild('appending-child', folder);
    const home = join(folder, 'home');
    for (const acknowledgements of [1, 2, 3, 10, 50, 200]) {
      const id = randomUUID();
      const child = startChild(bundle, [home, id]);
      let printed = '';
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString('latin1');
        if (printed.split('\n').length > acknowledgements) child.kill('SIGKILL');
      });
      await ended;
      const acknowledged = Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
      const session = await (await openStore({ home })).openSession(id, { write: true });
      expect(session.journal.lastSeq).toBeGreaterThanOrEqual(acknowledged);
      expect(acknowledged).toBeGreaterThanOrEqual(acknowledgements);
      await session.close();
    }
  });

  it('is needed before another process may write: until then it is refused by name, and may read', async () => {
    const folder = await temporaryFolder();
    const bundle = await bundledChild('appending-child', folder);
    const [home, id] = [join(folder, 'home'), randomUUID()];
    const child = startChild(bundle, [home, id]);
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const store = await openStore({ home });
    await expect(store.openSession(id, { write: true })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(String(child.pid)),
    });
    let seen = 0;
    for await (const { seq } of store.readEntries(id)) if (++seen >= 1) expect(seq).toBe(seen);
    expect(seen).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await ended;
    await (await store.openSession(id, { write: true })).close();
  });
});
