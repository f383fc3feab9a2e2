import type { Pauses } from './pause-watch.ts';
import type { Metered } from './step-meter.ts';

/** One whole run of some steps in a process of its own. */
export interface Run extends Metered {
  /** Written for these steps, as bytes of records. */
  readonly bytes: number;
  /** What is wrong with the final state, as found by somebody who shares no code with what ran. */
  readonly wrong?: string | undefined;
}

/** A run that can be gone on with. */
export interface DurableRun extends Run {
  /** On the disk after closed parts of the journal were compacted: everything in the store's folder. */
  readonly diskBytes: number;
}

/** Runs of the same steps one after the other, so that all saw the same machine. */
export interface Round {
  /** Runner, journal and store, and nothing else. */
  readonly engine: DurableRun;
  /** The whole of what `microfactory run` does: with what people see of a session, and its events. */
  readonly session: DurableRun;
  /** The limit: the same bytes, nothing else. */
  readonly plain: Run;
  /** What any program does that asks three times a step and counts: the same bytes and the same answers, without an engine. */
  readonly voting: Run;
  /** Longest time that a process which only waited stood still meanwhile: what the machine does to anybody. */
  readonly idlePauseMs: number;
}

/** A run that was killed (SIGKILL) half-way and went on in another process. */
export interface Resumed {
  /** Steps that had been decided when it was killed. */
  readonly killedAt: number;
  /** From the start of the new process to its first new step. */
  readonly firstStepMs: number;
  readonly wrong?: string | undefined;
}

/** A face's own process while the engine runs in another one, as in the extension. */
export interface HostRun extends Pauses {
  readonly events: number;
}

/** What the panel asks of a session of so many steps, from its index; see queries/measure-queries.ts. */
export interface QueryRun {
  readonly queries: readonly { readonly question: string; readonly medianMs: number }[];
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
  /** Of the folder of the measurement, e.g. `ext4`; `unknown` where the system does not say. */
  readonly fileSystem: string;
  /** Load average of the last minute when the measurement began; 0 where the system has none. */
  readonly load: number;
  /** Median time of a small write that is synced, in the folder of the measurement. */
  readonly syncMs: number;
}

export interface Measurements {
  readonly machine: Machine;
  readonly disks: number;
  readonly rounds: readonly Round[];
  readonly resumed: Resumed;
  readonly queries: QueryRun;
  /** What was measured, or the sentence that says why it was not. */
  readonly host: HostRun | string;
  readonly langGraph: Comparator | string;
}
