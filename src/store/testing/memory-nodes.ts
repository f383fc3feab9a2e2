import type { Fate } from './power-loss.ts';

const NOTHING = Buffer.alloc(0);

/** A file as the processes see it, and what of it is on the disk for certain. */
export class MemoryFile {
  content: Buffer = NOTHING;
  mtimeMs = Date.now();
  #synced: Buffer = NOTHING;
  /** Shortest it has been since it was synced: what follows may have been written over what was synced. */
  #least = 0;

  append(bytes: Uint8Array): void {
    this.content = Buffer.concat([this.content, bytes]);
    this.mtimeMs = Date.now();
  }

  truncate(length: number): void {
    this.content = this.content.subarray(0, length);
    this.#least = Math.min(this.#least, length);
  }

  sync(): void {
    this.#synced = this.content;
    this.#least = this.content.length;
  }

  /** Returns the file as it is found after power loss; nothing of it is at stake any more. */
  afterPowerLoss(fate: Fate): MemoryFile {
    const found = new MemoryFile();
    found.content = this.#survivor(fate);
    found.mtimeMs = this.mtimeMs;
    found.sync();
    return found;
  }

  #survivor(fate: Fate): Buffer {
    if (this.#least < this.#synced.length && !fate.keepsChange()) return this.#synced;
    const { content } = this;
    const kept = content.subarray(0, fate.cut(this.#least, content.length));
    // The new length may have got there before the bytes.
    return fate.leavesHoles() ? Buffer.concat([kept, Buffer.alloc(content.length - kept.length)]) : kept;
  }
}

/** A folder as the processes see it, and the names that are on the disk for certain. */
export class MemoryFolder {
  readonly names = new Map<string, MemoryNode>();
  readonly synced = new Map<string, MemoryNode>();
  readonly mtimeMs = Date.now();
}

export type MemoryNode = MemoryFile | MemoryFolder;

/** A name that was given, or taken away (`node` is undefined). */
export interface NameChange {
  readonly folder: MemoryFolder;
  readonly name: string;
  readonly node: MemoryNode | undefined;
}

/** Gives or takes the name, among those that processes see or among those that are synced. */
export function applyTo(names: Map<string, MemoryNode>, { name, node }: NameChange): void {
  if (node === undefined) names.delete(name);
  else names.set(name, node);
}
