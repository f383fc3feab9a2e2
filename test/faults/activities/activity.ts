import { expect } from 'vitest';
import { MicrofactoryError } from '../../../src/engine/error.ts';
import type { FileSystem } from '../../../src/store/file-system.ts';
import { faultyFileSystem, type FaultKind } from '../../../src/store/testing/faulty-file-system.ts';
import type { MemoryDisk } from '../../../src/store/testing/memory-disk.ts';
import { forgetLocks } from './forget-locks.ts';

/** How an attempt went, for who looks at what it left. */
export interface Outcome {
  /** Which operation failed, and how. */
  readonly when: string;
  /** Nothing was thrown: all of it has to be there. */
  readonly done: boolean;
  readonly powerLost: boolean;
}

/** Something the product does to a disk; it is tried with each of its operations failing. */
export interface Activity {
  readonly name: string;
  /** More of its operations than this can fail in whichever way: else it no longer does what this is about. */
  readonly atLeast: number;
  /** In which ways it can fail; undefined: in all. */
  readonly kinds?: readonly FaultKind[];
  /** Prepares what it is done to. */
  begin(): Promise<Attempt>;
}

export interface Attempt {
  /** Does it with operation `at` failing; throws when it could not be done. */
  perform(at: number, kind: FaultKind): Promise<void>;
  /** True when the operation that was to fail came. */
  wasReached(): boolean;
  /**
   * Looks, as the next process does, whether all is there, or nothing but what is cleaned up; then does it again without
   * faults, and looks whether it ends as it always does.
   */
  check(outcome: Outcome): Promise<void>;
}

/** An activity on a disk in memory, which can also lose what was not synced. */
export interface ActivityOnDisk extends Omit<Activity, 'begin'> {
  begin(): Promise<AttemptOnDisk>;
}

export interface AttemptOnDisk {
  readonly disk: MemoryDisk;
  perform(fileSystem: FileSystem): Promise<void>;
  check(fileSystem: FileSystem, outcome: Outcome): Promise<void>;
}

/** Returns the activity for those who only make operations fail. */
export function onItsDisk({ begin, ...activity }: ActivityOnDisk): Activity {
  return {
    ...activity,
    async begin() {
      const { disk, perform, check } = await begin();
      let faulty: ReturnType<typeof faultyFileSystem> | undefined;
      return {
        async perform(at, kind) {
          faulty = faultyFileSystem(disk.fileSystem, at, kind);
          await perform(faulty).finally(() => forgetLocks(disk.fileSystem));
        },
        wasReached: () => faulty?.failed() ?? false,
        check: (outcome) => check(disk.fileSystem, outcome),
      };
    },
  };
}

/** An error is one sentence of ours, that says what to do: never a stack, nor the system's bare words. */
export function expectSentence(error: unknown, when: string): void {
  expect(error, when).toBeInstanceOf(MicrofactoryError);
  expect((error as Error).message, when).toMatch(/^[A-Z][^\n]{20,}\.$/);
}
