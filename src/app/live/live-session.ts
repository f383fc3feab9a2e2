import { classified, MicrofactoryError } from '../../engine/error.ts';
import { FlowRunner, type SnapshotAt } from '../../engine/flow/runner.ts';
import { isRecord, parseJson, type Json } from '../../engine/json.ts';
import type { Baseline } from '../../engine/maker/domain.ts';
import type { MakerRunner } from '../../engine/maker/maker-kind.ts';
import { kindWithTasks } from '../../engine/maker/tasks/kind-with-tasks.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { JournalEntry, JournalEvent } from '../../engine/ports/journal.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionResult } from '../../protocol/service.ts';
import type { OwnedSession } from '../../store/session.ts';
import { budgetLimits, concurrentSteps } from '../compose/method-settings.ts';
import type { SessionParts } from '../compose/open-parts.ts';
import type { LiveJournal } from '../index/session-index.ts';
import { rootStep } from '../root-step.ts';
import { settingsAsJson, type SessionSettings } from '../session-settings.ts';
import { serviceEvents } from '../view/service-events.ts';
import { sessionSnapshot } from './session-snapshot.ts';
import { SnapshotWriter } from './snapshot-writer.ts';
import type { SessionTelemetry } from '../telemetry/session-telemetry.ts';
import type { SummaryWriter } from '../summary-writer.ts';
import { restOf } from '../view/session-summary.ts';
import { applyEntry, forget, type SessionView } from '../view/session-view.ts';
import { gateDecision, type GivenDecision } from './gate-decision.ts';

export interface LiveOptions {
  readonly session: OwnedSession;
  readonly view: SessionView;
  /** What the runner goes on from; undefined: the beginning of the journal. */
  readonly from?: SnapshotAt | undefined;
  readonly parts: SessionParts;
  readonly settings: SessionSettings;
  readonly clock: Clock;
  /** Hears every entry. */
  readonly entryHeard: (entry: JournalEntry) => void;
  /** False while nobody listens: then no events are made. */
  readonly isHeard: () => boolean;
  /** Hears every event, after the view was folded. */
  readonly emit: (event: ServiceEvent) => void;
  readonly telemetry?: SessionTelemetry | undefined;
  /** Keeps what lists show. */
  readonly summary: SummaryWriter;
}

/** A session that this process owns: its runner, its view, and the decisions that reach it. */
export class LiveSession {
  readonly id: string;
  readonly view: SessionView;
  readonly parts: SessionParts;
  readonly telemetry: SessionTelemetry | undefined;
  private readonly options: LiveOptions;
  private readonly runner: MakerRunner;
  private readonly snapshots: SnapshotWriter;
  private readonly stopWatching: () => void;
  private result: Promise<SessionResult> | undefined;
  private closing: Promise<void> | undefined;

  constructor(options: LiveOptions) {
    this.options = options;
    this.id = options.session.id;
    this.view = options.view;
    this.parts = options.parts;
    this.telemetry = options.telemetry;
    this.runner = new FlowRunner({
      kind: kindWithTasks(options.parts.environment.tasks),
      journal: options.session.journal,
      environment: options.parts.environment,
      clock: options.clock,
      maxConcurrentSteps: concurrentSteps(options.settings.settings),
      limits: budgetLimits(options.settings.settings),
      onEvent: (event, seq) => this.heard(event, seq),
    });
    this.snapshots = new SnapshotWriter({
      session: options.session,
      clock: options.clock,
      capture: () => ({ seq: this.view.seq, state: sessionSnapshot(this.view, this.runner.snapshot()) }),
      warn: (sentence) => this.warn(sentence),
    });
    options.session.onWarning((sentence) => this.warn(sentence));
    this.stopWatching = options.session.inbox.watch(() => void this.readInbox());
  }

  /** Begins a new session; `settled` tells how it came to rest. */
  start(): void {
    const { settings } = this.options;
    const steps = [rootStep(settings.prompt)];
    this.run(() => this.runner.start({ id: this.id, settings: settingsAsJson(settings), steps }));
  }

  /** Goes on with a session of this or an earlier process. */
  async goOn(overridden: boolean): Promise<void> {
    await this.runner.load(this.options.from);
    await this.restoreDomain();
    if (overridden)
      this.record({ type: 'settings-overridden', settings: settingsAsJson(this.options.settings) });
    this.run(() => this.runner.resume());
  }

  /** Resolves when the run rests; never rejects. */
  settled(): Promise<SessionResult> {
    return this.result ?? Promise.resolve(this.rest());
  }

  /** Records a decision, and goes on if the session rested. */
  async decide(given: GivenDecision): Promise<void> {
    this.runner.decide(given.stepId, gateDecision(this.view, given));
    await this.options.session.journal.synced();
    if (!this.runner.live) this.run(() => this.runner.resume());
  }

  async stop(reason: string): Promise<void> {
    await this.runner.stop(reason);
  }

  /** Journals something that happened to the session outside its steps. */
  record(event: JournalEvent): void {
    this.heard(event, this.options.session.journal.append(event));
  }

  /** Journals something that nothing depends on: a journal that fails is told of by the next event that matters. */
  recordAside(event: JournalEvent): void {
    try {
      this.record(event);
    } catch (error) {
      this.warn(classified(error).message);
    }
  }

  /** For those who read along. */
  get journal(): LiveJournal {
    return this.options.session.journal;
  }

  /** Resolves when the requests to models so far can be read. */
  exchangesWritten(): Promise<void> {
    return this.options.session.exchanges.written();
  }

  /** Writes what lists show, and what going on begins with, as the session is now. */
  async writeRest(): Promise<void> {
    await this.options.summary.rested(this.view);
    await this.snapshots.rested();
  }

  /** Stops what runs and lets others own the session. */
  close(): Promise<void> {
    this.closing ??= this.closeOnce();
    return this.closing;
  }

  private async closeOnce(): Promise<void> {
    await this.stop('The process that ran it ended; resume goes on.');
    this.stopWatching();
    await this.parts.close();
    await this.options.session.close();
  }

  private run(work: () => Promise<void>): void {
    this.result = new Promise((resolve) => {
      // The caller subscribes in the same turn that gave it the id: it must not miss the first event.
      setImmediate(() => {
        work().then(
          () => resolve(this.rest()),
          (error: unknown) => resolve(this.broken(error)),
        );
      });
    });
  }

  private rest(): SessionResult {
    return { sessionId: this.id, ...restOf(this.view) };
  }

  /** The journal itself failed: nothing more can be recorded, so the sentence is all there is. */
  private broken(error: unknown): SessionResult {
    return { sessionId: this.id, exitCode: 1, summary: classified(error).message };
  }

  private heard(event: JournalEvent, seq: number): void {
    const entry = { seq, at: this.options.clock.now(), event };
    const ended = applyEntry(this.view, entry);
    if (this.options.isHeard()) serviceEvents(this.view, entry).forEach((heard) => this.options.emit(heard));
    if (ended !== undefined) this.telemetry?.stepEnded(ended);
    if (ended !== undefined && ended.parent !== null) forget(this.view, ended.id);
    this.options.entryHeard(entry);
    this.options.summary.changed(this.view);
    this.snapshots.changed(seq, () => this.atHand());
  }

  private atHand(): number {
    let count = this.view.steps.size;
    for (const { samples } of this.view.steps.values()) count += samples.length;
    return count;
  }

  /** What the domain knew is in the journal: how things stood at first, and what was accepted since. */
  private async restoreDomain(): Promise<void> {
    const { baseline, acceptedState } = this.runner.state.session;
    const { domain, environment } = this.parts;
    if (baseline !== undefined) {
      const value = parseJson(await environment.blobs.getText(baseline.blob));
      if (!isRecord(value)) {
        throw new MicrofactoryError({
          code: 'store',
          message: `The baseline of session ${this.id} can't be read.`,
        });
      }
      domain.restore(value as unknown as Baseline);
    }
    if (acceptedState !== undefined && acceptedState !== domain.state()) await domain.accept(acceptedState);
  }

  private async readInbox(): Promise<void> {
    try {
      await this.options.session.inbox.take((message) => this.takeMessage(message));
    } catch (error) {
      this.warn(classified(error).message);
    }
  }

  private async takeMessage(message: Json): Promise<void> {
    try {
      if (isRecord(message) && message['stop'] === true)
        return void this.stop('Stopped from another process; resume goes on.');
      await this.decide(message as unknown as GivenDecision);
    } catch (error) {
      // A decision that no longer fits must not come back for ever.
      this.warn(classified(error).message);
    }
  }

  private warn(message: string): void {
    const at = new Date(this.options.clock.now()).toISOString();
    this.options.emit({ type: 'warning', session_id: this.id, seq: this.view.seq, at, message });
  }
}
