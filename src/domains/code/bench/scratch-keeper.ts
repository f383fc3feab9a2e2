import type { FileChange, Scratch, SessionWorkspace, TreeId } from '../../../engine/ports/workspace.ts';

const IDLE_MS = 400;
/**
 * After so many trials a folder goes back to the pool: other steps and verifications wait for it, and the next lease
 * lays it out anew, without what runs left behind.
 */
const USES_OF_A_TURN = 25;

interface Kept {
  readonly scratch: Scratch;
  uses: number;
}

interface Waiting {
  readonly signal: AbortSignal;
  readonly begin: (kept: Kept | Promise<Kept>) => void;
}

/** Scratch folders that stay leased from trial to trial, given back when nothing has used them for a moment. */
export class ScratchKeeper {
  readonly #workspace: SessionWorkspace;
  readonly #tree: TreeId;
  #idle: Kept[] = [];
  /** Leases that are held or being waited for; the folders of a whole pool are the most that make sense. */
  #leases = 0;
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(workspace: SessionWorkspace, tree: TreeId) {
    this.#workspace = workspace;
    this.#tree = tree;
  }

  /** Runs `work` in a folder that holds the tree with the changes; the changes are undone afterwards. */
  async with<T>(
    changes: readonly FileChange[],
    signal: AbortSignal,
    work: (scratch: Scratch, renew: () => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const kept = await this.#take(signal);
    const renew = async (): Promise<void> => {
      await kept.scratch.reset(this.#tree);
      await kept.scratch.write(changes);
    };
    let sound = false;
    try {
      await kept.scratch.write(changes);
      const result = await work(kept.scratch, renew);
      await this.#undo(kept, changes);
      sound = true;
      return result;
    } finally {
      await this.#giveBack(kept, sound);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    for (const kept of this.#idle.splice(0)) await this.#release(kept);
  }

  // A folder that another trial of this bench gives back serves as well as one from the pool.
  async #take(signal: AbortSignal): Promise<Kept> {
    signal.throwIfAborted();
    clearTimeout(this.#timer);
    const known = this.#idle.pop();
    if (known !== undefined) return known;
    if (this.#leases >= this.#workspace.maxScratches)
      return new Promise((begin) => this.#waiting.push({ signal, begin }));
    return this.#lease(signal);
  }

  async #lease(signal: AbortSignal): Promise<Kept> {
    this.#leases += 1;
    try {
      return { scratch: await this.#workspace.lease(this.#tree, signal), uses: 0 };
    } catch (error) {
      this.#leases -= 1;
      throw error;
    }
  }

  async #release(kept: Kept): Promise<void> {
    this.#leases -= 1;
    await kept.scratch.release();
  }

  async #undo(kept: Kept, changes: readonly FileChange[]): Promise<void> {
    kept.uses += 1;
    const originals = changes.map(async ({ path }) => ({
      path,
      content: (await this.#workspace.read(this.#tree, path)) ?? null,
    }));
    await kept.scratch.write(await Promise.all(originals));
  }

  async #giveBack(kept: Kept, sound: boolean): Promise<void> {
    if (!sound) await this.#layOutAnew(kept);
    const next = this.#waiting.shift();
    if (kept.uses >= USES_OF_A_TURN) {
      await this.#release(kept);
      return next?.begin(this.#lease(next.signal));
    }
    if (next !== undefined) return next.begin(kept);
    this.#idle.push(kept);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.close(), IDLE_MS);
  }

  // After a run that was cut off nothing is known of the folder.
  async #layOutAnew(kept: Kept): Promise<void> {
    await kept.scratch.reset(this.#tree);
  }
}
