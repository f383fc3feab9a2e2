import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { FileChange, Scratch, TreeId } from '../../engine/ports/workspace.ts';
import { makeScratchFolder, placeOf, type ScratchFolder, type ScratchSource } from './scratch-folder.ts';

export interface ScratchPool {
  readonly size: number;
  /** Waits while all are leased; throws `cancelled` when the signal says so, `workspace` after `close`. */
  lease(tree: TreeId, signal?: AbortSignal): Promise<Scratch>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly source: ScratchSource;
  readonly size: number;
  /** The task's folder inside a worktree, with `/`. */
  readonly folder: string;
  /** Throws `guard` for changes that may not be written below the root. */
  readonly refuse: (root: string, tree: TreeId, changes: readonly FileChange[]) => Promise<void>;
}

type Turn = { readonly begin: (slot: number) => void; readonly refuse: (error: MicrofactoryError) => void };

/** Returns a pool of scratch folders, each made when it is first needed and kept until `close`. */
export function scratchPool(options: PoolOptions): ScratchPool {
  const { source, size } = options;
  const folders = new Map<number, ScratchFolder>();
  const free = Array.from({ length: size }, (_, index) => index + 1);
  const queue: Turn[] = [];
  let closed = false;

  const turn = (signal: AbortSignal | undefined): Promise<number> => {
    if (closed) return Promise.reject(closedError());
    if (signal?.aborted) return Promise.reject(cancelledError());
    const slot = free.shift();
    return slot === undefined ? waitInLine(queue, signal) : Promise.resolve(slot);
  };
  const giveBack = (slot: number): void => {
    const next = queue.shift();
    if (next === undefined) free.push(slot);
    else next.begin(slot);
  };
  const laidOut = async (slot: number, tree: TreeId): Promise<ScratchFolder> => {
    const known = folders.get(slot);
    // A folder that cannot be cleaned (a run may have taken away permissions) is made anew.
    if (known !== undefined && (await succeeded(known.reset(tree)))) return known;
    folders.delete(slot);
    const made = await makeScratchFolder(source, slot, tree);
    folders.set(slot, made);
    return made;
  };

  return {
    size,
    async lease(tree, signal) {
      const slot = await turn(signal);
      try {
        const folder = await laidOut(slot, tree);
        return leased({ ...options, folderOnDisk: folder, tree, release: () => giveBack(slot) });
      } catch (error) {
        giveBack(slot);
        throw error;
      }
    },
    async close() {
      closed = true;
      for (const waiting of queue.splice(0)) waiting.refuse(closedError());
      await removeScratchFolders(source, size);
    },
  };
}

/** Removes what this or a killed process left of the pool. The session's objects and refs stay. */
export async function removeScratchFolders(source: ScratchSource, size: number): Promise<void> {
  const { git, gitDir } = source;
  for (let slot = 1; slot <= size; slot += 1)
    await rm(placeOf(source, slot), { recursive: true, force: true, maxRetries: 3 });
  await git({ args: ['worktree', 'prune'], cwd: gitDir, gitDir });
}

function leased(
  lease: PoolOptions & {
    readonly folderOnDisk: ScratchFolder;
    readonly tree: TreeId;
    readonly release: () => void;
  },
): Scratch {
  const { folderOnDisk, source } = lease;
  const { root } = folderOnDisk;
  const cwd = join(root, lease.folder);
  let { tree } = lease;
  let released = false;
  return {
    root,
    cwd,
    async reset(to) {
      await folderOnDisk.reset(to);
      tree = to;
    },
    async write(changes) {
      await lease.refuse(root, tree, changes);
      await folderOnDisk.write(changes);
    },
    run: (command, signal) => source.run({ ...command, cwd: command.cwd ?? cwd }, signal),
    async release() {
      if (!released) lease.release();
      released = true;
    },
  };
}

function waitInLine(queue: Turn[], signal: AbortSignal | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      queue.splice(queue.indexOf(waiting), 1);
      reject(cancelledError());
    };
    const begin = (slot: number): void => {
      signal?.removeEventListener('abort', leave);
      resolve(slot);
    };
    const waiting: Turn = { begin, refuse: reject };
    queue.push(waiting);
    signal?.addEventListener('abort', leave, { once: true });
  });
}

async function succeeded(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

function closedError(): MicrofactoryError {
  return new MicrofactoryError({ code: 'workspace', message: 'The session is closed; resume it to go on.' });
}

function cancelledError(): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: 'Waiting for a scratch folder was cancelled.' });
}
