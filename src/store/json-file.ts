import { MicrofactoryError } from '../engine/error.ts';
import { parseJson, type Json } from '../engine/json.ts';
import { ifPresent, type FileSystem } from './file-system.ts';
import { replaceFile } from './replace-file.ts';
import { inStore } from './store-error.ts';

/** Replaces the file by the value as JSON, atomically; throws `store` when it cannot be written. */
export async function writeJsonFile(fileSystem: FileSystem, path: string, value: Json): Promise<void> {
  await inStore('write', path, () => replaceFile(fileSystem, path, `${JSON.stringify(value)}\n`));
}

/** Returns the file's value, or undefined when there is no such file; throws `store` when it is no JSON. */
export async function readJsonFile(fileSystem: FileSystem, path: string): Promise<Json | undefined> {
  const bytes = await inStore('read', path, () => ifPresent(fileSystem.readFile(path)));
  if (bytes === undefined) return undefined;
  const value = parseJson(new TextDecoder().decode(bytes));
  if (value !== undefined) return value as Json;
  throw new MicrofactoryError({
    code: 'store',
    message: `The file ${path} is damaged: it is no JSON any more; delete it.`,
  });
}
