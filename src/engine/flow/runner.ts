import { classified, MicrofactoryError } from '../error.ts';
import type { Json } from '../json.ts';
import { systemClock, type Clock } from '../ports/clock.ts';
import type { Journal, JournalEvent } from '../ports/journal.ts';
import { brokenLimit, type Amounts } from './budget.ts';
import { checkGraph, checkStands, type GraphDefinition, type NodeDefinition } from './graph.ts';
import type { TaskContext } from './micro-task.ts';
import { Failure, type NextAction } from './next-action.ts';
import { initialState, reduce } from './reduce.ts';
import type { SessionKind } from './session-kind.ts';
import { snapshotOf, stateFrom } from './snapshot.ts';
import type { FlowState, LiveStep } from './state.ts';
import type { StepSpec } from './step-spec.ts';
import { withTimeout } from './timeout.ts';
import { transitionOf } from './transition.ts';

export interface RunnerOptions<E, S, D> {
  readonly kind: SessionKind<E, S, D>;
  readonly journal: Journal;
  readonly environment: E;
  readonly clock?: Clock;
  /** Most steps whose MicroTasks run at once. */
  readonly maxConcurrentSteps?: number;
  /** Limits by name; what tasks record as `spend` counts against them. `minutes` is the wall clock of this run. */
  readonly limits?: Amounts;
  /** Sees every event right after it was folded. */
  readonly onEvent?: (event: JournalEvent, seq: number) => void;
}

export interface StartOptions {
  readonly id: string;
  readonly parentId?: string;
  readonly settings: Json;
  /** The first steps, usually one root. */
  readonly steps: readonly StepSpec[];
}

/** A state that `snapshot` gave, and the number of the last event that it holds. */
export interface SnapshotAt {
  readonly snapshot: Json;
  readonly seq: number;
}

/** Longest time the runner keeps the event loop before it lets others have it. */
const SLICE_MS = 8;

/** Runs one session's graph on its journal: the state is a fold of the events, and every event is written before its effect. */
export class FlowRunner<E, S, D> {
  private current: FlowState<S, D>;
  private readonly options: RunnerOptions<E, S, D>;
  private readonly clock: Clock;
  private readonly isUnlimited: boolean;
  private readonly running = new Set<string>();
  private readonly retrying = new Set<string>();
  /** Steps that stand at a gate which holds the whole session. */
  private readonly held = new Set<string>();
  private stopper = new AbortController();
  private startedAt = 0;
  private resting: { promise: Promise<void>; resolve: () => void } | undefined;
  private failure: MicrofactoryError | undefined;
  private scheduled = false;

  constructor(options: RunnerOptions<E, S, D>) {
    for (const [name, graph] of Object.entries(options.kind.graphs))
      checkGraph(name, graph, options.kind.tasks);
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.isUnlimited = Object.keys(options.limits ?? {}).length === 0;
    this.current = initialState(options.kind);
  }

  /** A fold of the events so far; `load` may replace it. */
  get state(): FlowState<S, D> {
    return this.current;
  }

  /** Returns everything that `load` needs instead of the events so far. */
  snapshot(): Json {
    return snapshotOf(this.current);
  }

  /** Records a new session and runs until it rests; resolves then. */
  async start(start: StartOptions): Promise<void> {
    const { id, parentId, settings, steps } = start;
    const parent = parentId === undefined ? {} : { parentId };
    this.record({
      type: 'session-started',
      id,
      kind: this.options.kind.name,
      ...parent,
      settings,
      steps: steps as unknown as Json,
    });
    await this.run();
  }

  /**
   * Folds what the journal holds, from the snapshot on if it can be used; nothing runs and nothing is asked. Throws
   * `configuration` when a step stands at a node that is no longer there.
   * Returns what it began with: a snapshot of another version or shape is passed over, and the whole journal is folded.
   */
  async load(from?: SnapshotAt): Promise<'snapshot' | 'journal'> {
    const { kind, journal } = this.options;
    const known = from === undefined ? undefined : stateFrom(kind, from.snapshot);
    this.current = known ?? initialState(kind);
    const after = known === undefined ? 0 : from?.seq;
    for await (const { event } of journal.entries(after)) reduce(kind, this.current, event);
    for (const step of this.current.steps.values()) checkStands(step, kind.graphs[step.graph]);
    return known === undefined ? 'journal' : 'snapshot';
  }

  /** Goes on after `load`: steps that were running run again with what they had recorded; approvals stay closed. */
  async resume(): Promise<void> {
    this.record({ type: 'session-resumed' });
    for (const id of [...this.state.waiting]) {
      // One that was held with another has been decided with it.
      if (this.state.waiting.has(id) && this.state.steps.get(id)?.gate?.reopensOnResume === true)
        this.decide(id, { kind: 'retry' });
    }
    await this.run();
  }

  /** Records a decision; throws `usage` when that step waits for none. Runs on only if the session is live. */
  decide(stepId: string, decision: Json): void {
    if (!this.state.waiting.has(stepId)) {
      throw new MicrofactoryError({
        code: 'usage',
        message: `Step ${stepId} is not waiting for a decision.`,
      });
    }
    const others = this.held.has(stepId) ? [...this.held].filter((id) => id !== stepId) : [];
    this.record({ type: 'gate-decided', step: stepId, decision });
    // What held the session is tried again by all whom it stopped.
    others.forEach((id) => this.record({ type: 'gate-decided', step: id, decision: { kind: 'retry' } }));
    this.wake();
  }

  /** Stops everything at once; what was recorded stays, and the session can be resumed. */
  async stop(reason: string): Promise<void> {
    if (this.resting === undefined) return;
    this.stopper.abort(new MicrofactoryError({ code: 'cancelled', message: reason }));
    this.wake();
    await this.resting.promise;
  }

  /** True while the session runs or could be woken by a decision. */
  get live(): boolean {
    return this.resting !== undefined;
  }

  private async run(): Promise<void> {
    this.stopper = new AbortController();
    this.startedAt = this.clock.monotonic();
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => (resolve = done));
    this.resting = { promise, resolve };
    this.wake();
    await promise;
    if (this.failure !== undefined) throw this.failure;
    await this.options.journal.synced();
  }

  private wake(): void {
    if (this.scheduled || this.resting === undefined) return;
    this.scheduled = true;
    const pump = (): void => {
      this.scheduled = false;
      this.pump();
    };
    const { journal } = this.options;
    // What fails there fails the next event, too.
    if (journal.isBehind) void journal.written().then(pump, pump);
    else setImmediate(pump);
  }

  /** Starts what may start until nothing more can, or the slice is used up. */
  private pump(): void {
    const until = this.clock.monotonic() + SLICE_MS;
    while (this.mayRunMore()) {
      const step = this.nextReady();
      if (step === undefined) break;
      this.execute(step);
      if (this.options.journal.isBehind || this.clock.monotonic() > until) return this.wake();
    }
    this.restIfIdle();
  }

  private mayRunMore(): boolean {
    return (
      this.failure === undefined &&
      this.held.size === 0 &&
      !this.stopper.signal.aborted &&
      this.state.status === 'running' &&
      this.running.size < (this.options.maxConcurrentSteps ?? 1)
    );
  }

  private nextReady(): LiveStep<D> | undefined {
    return this.firstFree(this.state.going) ?? this.firstFree(this.state.ready);
  }

  private firstFree(ids: ReadonlySet<string>): LiveStep<D> | undefined {
    for (const id of ids) {
      if (!this.running.has(id) && !this.retrying.has(id)) return this.state.steps.get(id);
    }
    return undefined;
  }

  private restIfIdle(): void {
    const stopping =
      this.failure !== undefined ||
      this.held.size > 0 ||
      this.stopper.signal.aborted ||
      this.state.status !== 'running';
    if (this.running.size > 0 || (!stopping && (this.nextReady() !== undefined || this.retrying.size > 0)))
      return;
    if (!stopping && this.openIdleGates()) return this.wake();
    if (this.failure === undefined && this.state.status === 'running') this.pause();
    const resting = this.resting;
    this.resting = undefined;
    resting?.resolve();
  }

  /** Lets steps that waited for the others have their turn; true when there was one. */
  private openIdleGates(): boolean {
    const idle = [...this.state.waiting].filter(
      (id) => this.state.steps.get(id)?.gate?.opensWhenIdle === true,
    );
    for (const id of idle) this.tryRecord({ type: 'gate-decided', step: id, decision: { kind: 'idle' } });
    return idle.length > 0;
  }

  private pause(): void {
    const aborted = this.stopper.signal.aborted ? classified(this.stopper.signal.reason).message : undefined;
    const count = this.state.waiting.size;
    const [first = ''] = this.held;
    const held = this.state.steps.get(first)?.gate?.details;
    const summary =
      aborted ?? held ?? `${count} ${count === 1 ? 'step waits' : 'steps wait'} for a decision.`;
    this.tryRecord({ type: 'session-paused', summary });
  }

  private execute(step: LiveStep<D>): void {
    const graph = this.options.kind.graphs[step.graph] as GraphDefinition;
    const node = graph.nodes[step.node] as NodeDefinition;
    if (node.maxVisits !== undefined && (step.visits[step.node] ?? 0) > node.maxVisits) {
      return this.settle(step, { kind: 'continue', outcome: 'loop-cap' });
    }
    const signal = this.stopper.signal;
    const result = this.runTask(step, node, signal);
    if (!(result instanceof Promise)) return this.settle(step, result);
    this.running.add(step.id);
    void result.then((action) => {
      this.running.delete(step.id);
      if (!signal.aborted) this.settle(step, action);
      this.wake();
    });
  }

  /** Folds a task's answer; a journal that failed has been remembered by `record` and ends the run. */
  private settle(step: LiveStep<D>, action: NextAction): void {
    if (this.failure !== undefined || this.state.steps.get(step.id) !== step) return;
    try {
      this.follow(step, action);
    } catch (error) {
      this.failure ??= classified(error);
    }
  }

  /** Runs the node's task; whatever it throws becomes a Failure. A returned promise never rejects. */
  private runTask(
    step: LiveStep<D>,
    node: NodeDefinition,
    session: AbortSignal,
  ): NextAction | Promise<NextAction> {
    const task = this.options.kind.tasks[node.task];
    if (task === undefined) return Failure('internal', `Task "${node.task}" does not exist.`);
    try {
      if (node.timeoutMs === undefined) {
        const result = task.run(this.contextOf(step, session));
        return result instanceof Promise ? result.catch((error: unknown) => this.failed(error)) : result;
      }
      return withTimeout(node.timeoutMs, session, async (signal) =>
        task.run(this.contextOf(step, signal)),
      ).catch((error: unknown) => this.failed(error));
    } catch (error) {
      return this.failed(error);
    }
  }

  /** A disk that fails is no answer of the task: like a journal that fails it ends the run, and going on runs the task again. */
  private failed(error: unknown): NextAction {
    const failure = classified(error);
    if (failure.code === 'store' && typeof failure.data['system_code'] === 'string') {
      this.failure ??= failure;
      this.stopper.abort(failure);
    }
    return Failure(failure.code, failure.message, failure.retryable);
  }

  private contextOf(step: LiveStep<D>, signal: AbortSignal): TaskContext<E, S, D> {
    const { journal, environment } = this.options;
    return {
      stepId: step.id,
      parentId: step.parent,
      input: step.input,
      data: step.data,
      session: this.state.session,
      parentData: step.parent === undefined ? undefined : this.state.steps.get(step.parent)?.data,
      decision: step.decision,
      children: step.ended,
      environment,
      signal,
      record: (event) => this.record({ ...event, step: step.id }),
      written: () => journal.written(),
      synced: () => journal.synced(),
      exceeds: (next) => this.exceeds(next),
    };
  }

  private exceeds(next: Amounts): string | undefined {
    if (this.isUnlimited) return undefined;
    const minutes = (this.clock.monotonic() - this.startedAt) / 60_000;
    return brokenLimit(this.options.limits ?? {}, { ...this.state.spent, minutes }, next);
  }

  private follow(step: LiveStep<D>, action: NextAction): void {
    const graph = this.options.kind.graphs[step.graph] as GraphDefinition;
    const isLast = this.state.steps.size === 1;
    const { events, retryAfterMs, ended } = transitionOf({ step, graph, isLast }, action);
    events.forEach((event) => this.record(event));
    if (retryAfterMs !== undefined) this.retryLater(step.id, retryAfterMs);
    if (ended !== undefined) this.stopper.abort(new MicrofactoryError({ code: 'cancelled', message: ended }));
  }

  private retryLater(stepId: string, delayMs: number): void {
    this.retrying.add(stepId);
    const again = (): void => {
      clearTimeout(timer);
      this.stopper.signal.removeEventListener('abort', again);
      this.retrying.delete(stepId);
      this.wake();
    };
    const timer = setTimeout(again, delayMs);
    this.stopper.signal.addEventListener('abort', again, { once: true });
  }

  /** For events of the runner itself: a journal that failed has been remembered and ends the run. */
  private tryRecord(event: JournalEvent): void {
    try {
      this.record(event);
    } catch (error) {
      this.failure ??= classified(error);
    }
  }

  private noteHold({ type, step }: JournalEvent): void {
    if (typeof step !== 'string') return;
    if (type === 'gate-opened' && this.state.steps.get(step)?.gate?.holdsSession === true)
      this.held.add(step);
    if (type === 'gate-decided') this.held.delete(step);
  }

  private record(event: JournalEvent): void {
    try {
      const seq = this.options.journal.append(event);
      reduce(this.options.kind, this.state, event);
      this.noteHold(event);
      this.options.onEvent?.(event, seq);
    } catch (error) {
      this.failure ??= classified(error);
      this.stopper.abort(this.failure);
      throw this.failure;
    }
  }
}
