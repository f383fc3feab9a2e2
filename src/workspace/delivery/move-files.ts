import { dirname, join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { DeliveryFileSystem } from './delivery-file-system.ts';
import { keptBytes } from './stored-bytes.ts';
import type { StoredDelivery, StoredFile } from './stored-delivery.ts';
import { foldersAbove, targetAt, targetPath, type Target } from './target.ts';

/** A delivery with the place where its bytes are kept. */
export interface Move {
  readonly fileSystem: DeliveryFileSystem;
  readonly delivery: StoredDelivery;
  /** The delivery's own folder. */
  readonly folder: string;
}

/** Which of its two contents a file gets. */
export type Side = 'before' | 'after';

const OTHER: Readonly<Record<Side, Side>> = { before: 'after', after: 'before' };

/** Gives every file the content of the side; throws at the first that is not what the other side says, or that fails. */
export async function moveAll(move: Move, to: Side): Promise<void> {
  for (const file of move.delivery.files) await moveFile(move, file, to);
  if (to === 'before') await removeMadeFolders(move);
}

/**
 * After an interruption: gives those files the content of the side that have the other one; returns the paths that have
 * neither, because somebody else wrote them meanwhile, and leaves them alone.
 */
export async function putBack(move: Move, to: Side): Promise<string[]> {
  const left: string[] = [];
  for (const file of [...move.delivery.files].reverse()) {
    await move.fileSystem.remove(temporaryFor(move, file));
    const { hash } = await targetAt(move.fileSystem, move.delivery.userRoot, file.path);
    if (hash === file[to]) continue;
    if (hash === file[OTHER[to]]) await moveFile(move, file, to);
    else left.push(file.path);
  }
  if (to === 'before') await removeMadeFolders(move);
  return left;
}

async function moveFile(move: Move, file: StoredFile, to: Side): Promise<void> {
  const { fileSystem, folder, delivery } = move;
  const absolute = targetPath(delivery.userRoot, file.path);
  const hash = file[to];
  const now = await expected(move, file, to);
  if (hash === null) await fileSystem.remove(absolute);
  else {
    await makeFolders(move, file.path);
    const temporary = temporaryFor(move, file);
    await fileSystem.remove(temporary);
    await fileSystem.writeNew(temporary, await keptBytes(fileSystem, folder, hash), likeness(now, file));
    // Looked at again: the user may have saved the file while we wrote beside it.
    await expected(move, file, to);
    await fileSystem.rename(temporary, absolute);
  }
  await fileSystem.syncFolder(dirname(absolute));
}

/** The user's permissions stay; a file that comes back gets those that it had. */
function likeness(now: Target, file: StoredFile): Parameters<DeliveryFileSystem['writeNew']>[2] {
  if (now.kind === 'file') return now.status;
  return file.mode === null ? {} : { mode: file.mode };
}

async function expected(move: Move, file: StoredFile, to: Side): Promise<Target> {
  const target = await targetAt(move.fileSystem, move.delivery.userRoot, file.path);
  if (target.hash === file[OTHER[to]]) return target;
  throw new MicrofactoryError({
    code: 'conflict',
    message: `${file.path} was changed meanwhile, so nothing was written; look at it and try again.`,
    data: { files: [file.path] },
  });
}

/** Beside the target, so that the rename stays within one file system. */
function temporaryFor({ delivery }: Move, { path }: StoredFile): string {
  const index = delivery.files.findIndex((file) => file.path === path);
  const name = `.microfactory-${delivery.id.slice(0, 8)}-${index}`;
  return join(dirname(targetPath(delivery.userRoot, path)), name);
}

async function makeFolders({ fileSystem, delivery }: Move, path: string): Promise<void> {
  for (const folder of foldersAbove(path)) {
    const absolute = join(delivery.userRoot, folder);
    if ((await fileSystem.status(absolute)) !== undefined) continue;
    await fileSystem.makeFolder(absolute);
    await fileSystem.syncFolder(dirname(absolute));
  }
}

/** Only those that the delivery made, and only while they are empty. */
async function removeMadeFolders({ fileSystem, delivery }: Move): Promise<void> {
  for (const folder of [...delivery.folders].reverse()) {
    const absolute = join(delivery.userRoot, folder);
    if ((await fileSystem.status(absolute))?.kind !== 'folder') continue;
    if ((await fileSystem.list(absolute)).length === 0) await fileSystem.removeFolder(absolute);
  }
}
