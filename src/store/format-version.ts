import { MicrofactoryError } from '../engine/error.ts';
import { isRecord } from '../engine/json.ts';
import type { FileSystem } from './file-system.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';

/** Layout of the store's folders. Raised when an older Microfactory could no longer work beside a newer one. */
const STORE_FORMAT = 1;

/** Writes the format into a new store; throws `store` when the store is of a newer Microfactory. */
export async function checkFormat(fileSystem: FileSystem, path: string): Promise<void> {
  const found = await readJsonFile(fileSystem, path);
  if (found === undefined) return writeJsonFile(fileSystem, path, { format: STORE_FORMAT });
  const format = isRecord(found) ? found['format'] : undefined;
  if (format === STORE_FORMAT) return;
  throw new MicrofactoryError({
    code: 'store',
    message: `The store was written by a newer Microfactory (${path} says format ${JSON.stringify(format)}, this one knows ${STORE_FORMAT}): update this one, or set MICROFACTORY_HOME to another folder.`,
  });
}
