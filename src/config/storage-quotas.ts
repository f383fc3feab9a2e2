import { MicrofactoryError } from '../engine/error.ts';
import { bytesOf } from './file/storage-size.ts';
import { configurationLayers, topLevel } from './sources/layer.ts';

/** What `microfactory prune` leaves; what is undefined is not limited. */
export interface StorageQuotas {
  /** Days for which an ended session is kept after it was used last. */
  readonly keepDays?: number | undefined;
  /** Bytes that sessions and blobs may take. */
  readonly maxBytes?: number | undefined;
}

/** Returns the quotas of the `config.yaml` in the home. Throws `configuration` when that can't be used. */
export function storageQuotas(home: string): StorageQuotas {
  const storage = topLevel(configurationLayers({ home }))('storage');
  const size = storage?.max_size;
  return { keepDays: storage?.keep_days, maxBytes: size === undefined ? undefined : sizeInBytes(size) };
}

/** Returns the bytes of a size such as `2GB`; throws `usage` when the text is none. */
export function sizeInBytes(size: string): number {
  const bytes = bytesOf(size);
  if (bytes !== undefined) return bytes;
  const message = `${JSON.stringify(size)} is no size: write for example 500MB or 2GB.`;
  throw new MicrofactoryError({ code: 'usage', message });
}
