import type { FileSystem, OpenFile } from '../file-system.ts';
import { applyTo, MemoryFile, MemoryFolder, type MemoryNode, type NameChange } from './memory-nodes.ts';
import type { Fate } from './power-loss.ts';

function refusal(code: string, path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

interface Place {
  readonly folder: MemoryFolder;
  readonly name: string;
}

/** Changes of names that happen together or not at all. */
type Step = readonly NameChange[];

/**
 * A disk in memory that knows what was synced: the bytes of a file by `datasync`, the names in a folder by `syncFolder`. Everything else is
 * at stake when the power goes. A rename happens whole or not at all; otherwise nothing is promised about the order, as by POSIX.
 */
export class MemoryDisk {
  readonly #root: MemoryFolder;
  #unsynced: Step[] = [];

  constructor(root = new MemoryFolder()) {
    this.#root = root;
  }

  /** Returns the disk as it is found after the power went at this moment; this one is left as it is. */
  afterPowerLoss(fate: Fate): MemoryDisk {
    const kept = this.#unsynced.filter(() => fate.keepsChange());
    const copies = new Map<MemoryNode, MemoryNode>();
    const copyOf = (node: MemoryNode): MemoryNode => {
      const known = copies.get(node);
      if (known !== undefined) return known;
      const copy = node instanceof MemoryFile ? node.afterPowerLoss(fate) : new MemoryFolder();
      copies.set(node, copy);
      if (node instanceof MemoryFile || copy instanceof MemoryFile) return copy;
      const names = new Map(node.synced);
      for (const change of kept.flat()) if (change.folder === node) applyTo(names, change);
      for (const [name, child] of names) {
        copy.names.set(name, copyOf(child));
        copy.synced.set(name, copyOf(child));
      }
      return copy;
    };
    return new MemoryDisk(copyOf(this.#root) as MemoryFolder);
  }

  readonly fileSystem: FileSystem = {
    open: async (path, flags) => this.#open(path, flags),
    readFile: async (path) => this.#file(path).content,
    readdir: async (path) => [...this.#folder(path).names.keys()],
    stat: async (path) => {
      const node = this.#node(path);
      return { size: node instanceof MemoryFile ? node.content.length : 0, mtimeMs: node.mtimeMs };
    },
    makeFolder: async (path) => {
      const names = path.split(/[\\/]/);
      names.forEach((_name, index) => this.#makeFolder(names.slice(0, index + 1).join('/')));
    },
    makeNewFolder: async (path) => {
      if (!this.#makeFolder(path)) throw refusal('EEXIST', path);
    },
    rename: async (from, to) => {
      const node = this.#node(from);
      this.#change([
        { ...this.#place(to), node },
        { ...this.#place(from), node: undefined },
      ]);
    },
    unlink: async (path) => {
      this.#file(path);
      this.#change([{ ...this.#place(path), node: undefined }]);
    },
    removeFolder: async (path) => {
      if (this.#isThere(path)) this.#change([{ ...this.#place(path), node: undefined }]);
    },
    truncate: async (path, length) => this.#file(path).truncate(length),
    touch: async (path) => void (this.#file(path).mtimeMs = Date.now()),
    syncFolder: async (path) => {
      const folder = this.#folder(path);
      const touches = (step: Step): boolean => step.some((change) => change.folder === folder);
      for (const change of this.#unsynced.filter(touches).flat()) applyTo(change.folder.synced, change);
      this.#unsynced = this.#unsynced.filter((step) => !touches(step));
    },
  };

  #change(step: Step): void {
    for (const change of step) applyTo(change.folder.names, change);
    this.#unsynced.push(step);
  }

  #place(path: string): Place {
    const names = path.split(/[\\/]/).filter((name) => name !== '');
    const name = names.pop();
    let folder = this.#root;
    for (const parent of names) {
      const next = folder.names.get(parent);
      if (!(next instanceof MemoryFolder)) throw refusal(next === undefined ? 'ENOENT' : 'ENOTDIR', path);
      folder = next;
    }
    return { folder, name: name ?? '' };
  }

  #node(path: string): MemoryNode {
    const { folder, name } = this.#place(path);
    const node = name === '' ? folder : folder.names.get(name);
    if (node === undefined) throw refusal('ENOENT', path);
    return node;
  }

  #isThere(path: string): boolean {
    try {
      return this.#node(path) !== undefined;
    } catch {
      return false;
    }
  }

  #file(path: string): MemoryFile {
    const node = this.#node(path);
    if (!(node instanceof MemoryFile)) throw refusal('EISDIR', path);
    return node;
  }

  #folder(path: string): MemoryFolder {
    const node = this.#node(path);
    if (!(node instanceof MemoryFolder)) throw refusal('ENOTDIR', path);
    return node;
  }

  /** Returns false when it is there. */
  #makeFolder(path: string): boolean {
    const place = this.#place(path);
    const there = place.name === '' ? this.#root : place.folder.names.get(place.name);
    if (there instanceof MemoryFile) throw refusal('EEXIST', path);
    if (there === undefined) this.#change([{ ...place, node: new MemoryFolder() }]);
    return there === undefined;
  }

  #open(path: string, flags: 'r' | 'wx' | 'a'): OpenFile {
    const place = this.#place(path);
    const exists = place.folder.names.has(place.name);
    if (flags === 'wx' && exists) throw refusal('EEXIST', path);
    if (flags !== 'r' && !exists) this.#change([{ ...place, node: new MemoryFile() }]);
    return opened(this.#file(path));
  }
}

function opened(file: MemoryFile): OpenFile {
  return {
    read: async (buffer, offset, length, position) => ({
      bytesRead: file.content.copy(buffer, offset, position, position + length),
    }),
    write: async (buffer, offset, length) => {
      file.append(buffer.subarray(offset, offset + length));
      return { bytesWritten: length };
    },
    datasync: async () => file.sync(),
    close: () => Promise.resolve(),
  };
}
