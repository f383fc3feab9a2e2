import type { FileSystem, OpenFile } from '../file-system.ts';
import { writeFully } from '../write-fully.ts';
import { segmentAt, type Segment } from './segments.ts';

interface Opened {
  readonly segment: Segment;
  readonly file: OpenFile;
  size: number;
}

async function openSegment(fileSystem: FileSystem, dir: string, segment: Segment): Promise<Opened> {
  const file = await fileSystem.open(segment.path, 'a');
  try {
    const { size } = await fileSystem.stat(segment.path);
    // A process that was killed may have written without syncing; from here on these entries count as synced.
    if (size > 0) await file.datasync();
    await fileSystem.syncFolder(dir);
    return { segment, file, size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Appends bytes to the journal's last segment, and begins another when it is full. One call at a time. */
export class SegmentWriter {
  readonly #fileSystem: FileSystem;
  readonly #dir: string;
  readonly #segmentBytes: number;
  #open: Opened;

  private constructor(options: SegmentWriterOptions, opened: Opened) {
    this.#fileSystem = options.fileSystem;
    this.#dir = options.dir;
    this.#segmentBytes = options.segmentBytes;
    this.#open = opened;
  }

  static async open(options: SegmentWriterOptions): Promise<SegmentWriter> {
    const opened = await openSegment(options.fileSystem, options.dir, options.segment);
    return new SegmentWriter(options, opened);
  }

  /** Number of the segment that is being written. */
  get number(): number {
    return this.#open.segment.number;
  }

  get isFull(): boolean {
    return this.#open.size >= this.#segmentBytes;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await writeFully(this.#open.file, bytes);
    this.#open.size += bytes.length;
  }

  sync(): Promise<void> {
    return this.#open.file.datasync();
  }

  /** Syncs and closes the segment and opens the next: all that was written is synced then. */
  async rotate(): Promise<void> {
    const full = this.#open;
    await full.file.datasync();
    const next = segmentAt(this.#dir, full.segment.number + 1);
    this.#open = await openSegment(this.#fileSystem, this.#dir, next);
    await full.file.close();
  }

  close(): Promise<void> {
    return this.#open.file.close();
  }
}

export interface SegmentWriterOptions {
  readonly fileSystem: FileSystem;
  readonly dir: string;
  /** A segment that has grown to this size is followed by another. */
  readonly segmentBytes: number;
  /** The segment to go on with; created when it does not exist. */
  readonly segment: Segment;
}
