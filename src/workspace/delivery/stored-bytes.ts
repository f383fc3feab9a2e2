import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { DeliveryFileSystem } from './delivery-file-system.ts';

/** Returns the SHA-256 of the bytes in hex. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Keeps the bytes in the delivery's folder under their hash, on the disk. */
export async function keepBytes(
  fileSystem: DeliveryFileSystem,
  folder: string,
  bytes: Uint8Array,
): Promise<void> {
  const path = join(folder, hashOf(bytes));
  if ((await fileSystem.status(path)) === undefined) await fileSystem.writeNew(path, bytes);
}

/** Returns kept bytes; throws `store` when they are not what was kept. */
export async function keptBytes(
  fileSystem: DeliveryFileSystem,
  folder: string,
  hash: string,
): Promise<Uint8Array> {
  const path = join(folder, hash);
  const bytes = await fileSystem.read(path);
  if (hashOf(bytes) === hash) return bytes;
  throw new MicrofactoryError({ code: 'store', message: `${path} is damaged; restore that file by hand.` });
}
