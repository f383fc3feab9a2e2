import { open, type FileHandle } from 'node:fs/promises';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StepMeter, type Metered } from './step-meter.ts';
import { moveCount, shortestMove, Tower } from './tower.ts';

const LINES_A_WRITE = 512;
const SYNC_EVERY_MS = 50;

/** What the loop is asked to do: as many bytes a line as the journal that it is compared with has for a step. */
export interface PlainRequest {
  readonly folder: string;
  readonly disks: number;
  readonly lineBytes: number;
}

export interface PlainResult extends Metered {
  readonly bytes: number;
  /** What is wrong with the final state. */
  readonly wrong: string | undefined;
}

/** The limit: the same moves and the same bytes with neither engine nor journal nor votes, synced as often. */
export async function plainLoop({ folder, disks, lineBytes }: PlainRequest): Promise<PlainResult> {
  const meter = new StepMeter();
  const tower = new Tower(disks);
  const file = await open(join(folder, 'plain.jsonl'), 'w');
  const lines = new LineWriter(file);
  meter.start();
  for (let number = 1; number <= moveCount(disks); number += 1) {
    const move = shortestMove(disks, number);
    tower.play(move);
    lines.add(`${number} ${move.disk} ${move.from} ${move.to}`.padEnd(lineBytes - 1));
    if (number % LINES_A_WRITE === 0) await lines.write();
    meter.finished(number);
  }
  await lines.finish();
  const metered = meter.stop();
  const { size } = await file.stat();
  await file.close();
  return { ...metered, bytes: size, wrong: tower.verdict() };
}

class LineWriter {
  readonly #file: FileHandle;
  #lines: string[] = [];
  #syncing: Promise<void> | undefined;
  #syncedAt = performance.now();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  add(line: string): void {
    this.#lines.push(line);
  }

  /** Writes at once; a sync that is due runs beside the loop, as it does in a journal. */
  async write(): Promise<void> {
    writeSync(this.#file.fd, `${this.#lines.join('\n')}\n`);
    this.#lines = [];
    if (this.#syncing === undefined && performance.now() - this.#syncedAt >= SYNC_EVERY_MS) {
      this.#syncedAt = performance.now();
      this.#syncing = this.#file.datasync().finally(() => (this.#syncing = undefined));
    }
    await nextTurn();
  }

  async finish(): Promise<void> {
    if (this.#lines.length > 0) await this.write();
    await this.#syncing;
    await this.#file.datasync();
  }
}
