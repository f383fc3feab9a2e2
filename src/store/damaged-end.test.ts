import { describe, expect, it } from 'vitest';
import { formatLine } from './journal/line.ts';
import {
  openedOn,
  countOn,
  FINISHED,
  HOME,
  nothingYet,
  SESSION,
  storeOn,
} from './testing/counting-session.ts';
import { MemoryDisk } from './testing/memory-disk.ts';

const JOURNAL = `${HOME}/sessions/${SESSION}/journal`;

interface Ending {
  readonly disk: MemoryDisk;
  readonly path: string;
  readonly bytes: Buffer;
  /** Where the last line begins. */
  readonly last: number;
}

/** A session that has counted to its end; its last segment, and where that one's last line begins. */
async function ending(): Promise<Ending> {
  const disk = new MemoryDisk();
  await countOn(disk.fileSystem, nothingYet());
  const names = (await disk.fileSystem.readdir(JOURNAL)).filter((name) => name.endsWith('.jsonl'));
  const path = `${JOURNAL}/${names.sort().at(-1)}`;
  const bytes = Buffer.from(await disk.fileSystem.readFile(path));
  return { disk, path, bytes, last: bytes.lastIndexOf(10, bytes.length - 2) + 1 };
}

async function replace({ disk, path }: Ending, bytes: Uint8Array): Promise<void> {
  await disk.fileSystem.truncate(path, 0);
  const file = await disk.fileSystem.open(path, 'a');
  await file.write(bytes, 0, bytes.length);
  await file.close();
}

/** Opens the session with the bytes as its last segment, and goes on with it; returns how many damages were reported. */
async function goneOnWith(at: Ending, bytes: Uint8Array): Promise<number> {
  await replace(at, bytes);
  const session = await openedOn(await storeOn(at.disk.fileSystem));
  const damages = session.damage.length;
  await session.close();
  expect(await countOn(at.disk.fileSystem, nothingYet())).toEqual(FINISHED);
  return damages;
}

describe('a session whose last line', () => {
  it('was cut at whichever byte comes to the same end', async () => {
    const { bytes, last } = await ending();
    for (let length = last; length < bytes.length; length += 1) {
      const at = await ending();
      const cut = at.bytes.subarray(0, at.last + (length - last));
      expect(await goneOnWith(at, cut), `${length - last} bytes left`).toBe(length === last ? 0 : 1);
    }
  }, 120_000);

  it('had a bit flipped comes to the same end, and the damage is reported', async () => {
    const { bytes, last } = await ending();
    for (let bit = last * 8; bit < bytes.length * 8; bit += 37) {
      const at = await ending();
      const bad = Buffer.from(at.bytes);
      const byte = Math.min(at.last + ((bit >> 3) - last), bad.length - 1);
      bad[byte] = (bad[byte] as number) ^ (1 << (bit & 7));
      expect(await goneOnWith(at, bad), `bit ${bit}`).toBe(1);
    }
  }, 120_000);

  it('is there twice comes to the same end', async () => {
    const at = await ending();
    expect(await goneOnWith(at, Buffer.concat([at.bytes, at.bytes.subarray(at.last)]))).toBe(1);
  });

  it('is of a newer version is refused in one sentence, and left as it is', async () => {
    const at = await ending();
    const line = formatLine(99, 0, { type: 'later' });
    const { crc32 } = await import('node:zlib');
    const body = line.slice(line.indexOf('"v":1')).trimEnd().replace('"v":1', '"v":2');
    const newer = `{"crc":"${crc32(body).toString(16).padStart(8, '0')}",${body}\n`;
    const bytes = Buffer.concat([at.bytes, Buffer.from(newer)]);
    await replace(at, bytes);
    const store = await storeOn(at.disk.fileSystem);
    await expect(openedOn(store)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/was written by a newer Microfactory .*: update this one to open it\.$/),
    });
    expect(bytes.equals(await at.disk.fileSystem.readFile(at.path))).toBe(true);
  });
});
