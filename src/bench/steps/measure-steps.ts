import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { classified } from '../../engine/error.ts';
import { auditJournal } from './audit-journal.ts';
import { describeMachine } from './machine.ts';
import type {
  Comparator,
  HostRun,
  Measurements,
  QueryRun,
  Resumed,
  Round,
  Run,
  DurableRun,
} from './measurements.ts';
import type { PartRequest } from './perform-part.ts';
import { runChild, type ChildRun, type Message } from './run-child.ts';
import { moveCount } from './tower.ts';

export interface MeasureOptions {
  readonly disks: number;
  /** How often session and loops are run, one after the other; the middle of them counts. */
  readonly rounds: number;
  /** Program and arguments that perform one part, which follows as JSON. */
  readonly program: readonly string[];
  /** The program of the engine's own process; undefined where there is none. */
  readonly engine?: string | undefined;
  /** The program of test/bench/langgraph; undefined: LangGraph.js is left out. */
  readonly langGraph?: string | undefined;
  /** Where to measure, as disks differ. Default: the system's folder for temporary files. */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears what is done now. */
  readonly progress: (sentence: string) => void;
}

const LANGGRAPH_STEPS = 10_000;

/** Measures everything, each part in a process of its own; what was written is removed again, also when it is cancelled. */
export async function measureSteps(options: MeasureOptions): Promise<Measurements> {
  const folder = await mkdtemp(join(options.folder ?? tmpdir(), 'microfactory-bench-'));
  try {
    return await new Measurement(options, folder).all();
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Measurement {
  readonly #options: MeasureOptions;
  readonly #folder: string;

  constructor(options: MeasureOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  async all(): Promise<Measurements> {
    const { disks } = this.#options;
    const machine = await describeMachine(this.#folder);
    const rounds: Round[] = [];
    for (let number = 1; number <= this.#options.rounds; number += 1) rounds.push(await this.#round(number));
    const resumed = await this.#resumed();
    const queries = await this.#queries();
    const host = await this.#host();
    return { machine, disks, rounds, resumed, queries, host, langGraph: await this.#langGraph() };
  }

  async #round(number: number): Promise<Round> {
    const { disks, rounds } = this.#options;
    const which = `${number} of ${rounds}`;
    const durable = (part: 'engine' | 'session', title: string): Promise<DurableRun> =>
      this.#inFolder(async (folder) => {
        const run = await this.#part({ part, folder, disks }, `${title}, ${which}`);
        return run.last as unknown as DurableRun;
      });
    const idle = monitorEventLoopDelay({ resolution: 1 });
    idle.enable();
    const engine = await durable('engine', 'The engine alone');
    idle.disable();
    const bytesAStep = Math.round(engine.bytes / moveCount(disks));
    const loop = (part: 'plain' | 'voting', title: string): Promise<Run> =>
      this.#inFolder(async (folder) => {
        const run = await this.#part({ part, folder, disks, bytesAStep }, `${title}, ${which}`);
        return run.last as unknown as Run;
      });
    return {
      engine,
      session: await durable('session', 'A whole session'),
      plain: await loop('plain', 'The plain loop'),
      voting: await loop('voting', 'The loop with votes'),
      idlePauseMs: Math.max(0, idle.max / 1e6 - 1),
    };
  }

  /** Kills a session half-way and goes on with it in another process. */
  #resumed(): Promise<Resumed> {
    const { disks } = this.#options;
    return this.#inFolder(async (folder) => {
      const half = moveCount(disks) / 2;
      const request = { part: 'session', folder, disks } as const;
      const title = 'A session that is killed half-way';
      const killed = await this.#part(request, title, ({ steps }) => Number(steps) >= half);
      const sessionId = String(killed.messages[0]?.message['sessionId']);
      const killedAt = Number(killed.last['steps'] ?? 0);
      const goneOn = await this.#part({ ...request, resume: sessionId }, 'It goes on');
      const first = goneOn.messages.find(({ message }) => message['steps'] !== undefined);
      const { wrong } = await auditJournal(join(folder, 'home'), sessionId, disks);
      return { killedAt, firstStepMs: first?.afterMs ?? Number.NaN, wrong };
    });
  }

  async #queries(): Promise<QueryRun> {
    const request = { part: 'queries', steps: moveCount(this.#options.disks), groups: 0 } as const;
    const run = await this.#part(request, 'Questions to a session');
    return run.last as unknown as QueryRun;
  }

  async #host(): Promise<HostRun | string> {
    const { engine, disks } = this.#options;
    if (engine === undefined) return 'The engine has no program of its own here.';
    return this.#inFolder(async (folder) => {
      const run = await this.#part({ part: 'host', folder, disks, engine }, 'A host of the engine');
      return run.last as unknown as HostRun;
    });
  }

  async #langGraph(): Promise<Comparator | string> {
    const { langGraph, signal, progress } = this.#options;
    if (langGraph === undefined) return 'npm run bench, in the source, runs LangGraph.js beside this.';
    progress(`LangGraph.js with its SQLite checkpointer, ${LANGGRAPH_STEPS} steps …`);
    return this.#inFolder(async (folder) => {
      const command = [langGraph, String(LANGGRAPH_STEPS), join(folder, 'checkpoints.sqlite')];
      return (await runChild({ command, signal })).last as unknown as Comparator;
    }).catch((error: unknown) => {
      signal?.throwIfAborted();
      return classified(error).message;
    });
  }

  async #part(
    request: PartRequest,
    title: string,
    killAt?: (message: Message) => boolean,
  ): Promise<ChildRun> {
    const { program, signal, progress } = this.#options;
    signal?.throwIfAborted();
    progress(`${title} …`);
    const command = [...program, JSON.stringify(request)];
    return runChild({ command, signal, ...(killAt !== undefined && { killAt }) });
  }

  /** One folder a part: what one wrote is not in another's way, and is gone when it is no longer needed. */
  async #inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
    const folder = await mkdtemp(join(this.#folder, 'part-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
}
