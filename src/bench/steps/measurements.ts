import type { Metered } from './step-meter.ts';

/** One whole run of some steps in a process of its own. */
export interface Run extends Metered {
  /** On the disk when the run had ended. */
  readonly bytes: number;
  /** What is wrong with the final state. */
  readonly wrong?: string | undefined;
}

/** One run of what is measured. */
export interface SubjectRun extends Run {
  /** On the disk after closed parts were compacted; undefined where nothing compacts. */
  readonly compactedBytes?: number | undefined;
  /** Longest time that a process which only waits stood still meanwhile: what the machine does to anybody. */
  readonly idlePauseMs: number;
}

/** A run that was killed (SIGKILL) half-way and went on in another process. */
export interface Resumed {
  readonly killedAt: number;
  /** From the start of the new process to its first new step that survives a kill. */
  readonly firstStepMs: number;
  readonly wrong?: string | undefined;
}

/** What was measured of one way to run steps; `plain[n]` ran right after `runs[n]`. */
export interface Subject {
  readonly name: string;
  readonly runs: readonly SubjectRun[];
  readonly plain: readonly Run[];
  readonly resumed: Resumed;
}

export interface Comparator {
  readonly steps: number;
  readonly ms: number;
  readonly bytes: number;
  readonly peakRss: number;
  readonly wrong?: string | undefined;
}

export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly node: string;
  /** Load average of the last minute when the measurement began; 0 where the system has none. */
  readonly load: number;
  /** Median time of a small write that is synced, in the folder of the measurement. */
  readonly syncMs: number;
}

export interface Measurements {
  readonly machine: Machine;
  readonly disks: number;
  readonly subjects: readonly Subject[];
  /** LangGraph.js, or the sentence that says why it was not measured. */
  readonly langGraph: Comparator | string;
}
