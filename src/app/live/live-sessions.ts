import { classified } from '../../engine/error.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionResult, Unsubscribe } from '../../protocol/service.ts';
import type { WaitNotice } from '../../models/index.ts';
import type { Store } from '../../store/open-store.ts';
import type { OwnedSession } from '../../store/session.ts';
import type { createAgents } from '../compose/create-agents.ts';
import type { createCritics } from '../compose/create-critics.ts';
import { openParts } from '../compose/open-parts.ts';
import type { JoinTelemetry } from '../telemetry/join-telemetry.ts';
import type { SessionTelemetry } from '../telemetry/session-telemetry.ts';
import type { SessionSettings } from '../session-settings.ts';
import type { SessionIndexes } from '../index/session-indexes.ts';
import { SummaryWriter } from '../summary-writer.ts';
import { emptyView } from '../view/session-view.ts';
import type { RestoredSession } from './session-snapshot.ts';
import { writeOutput } from '../write-output.ts';
import { LiveSession } from './live-session.ts';

export interface LiveSessionsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** What faces look at while sessions run. */
  readonly indexes: SessionIndexes;
  /** Somebody answers gates while sessions run: paused ones stay open for their decisions. */
  readonly attended: boolean;
}

export interface OpenLive {
  readonly session: OwnedSession;
  readonly settings: SessionSettings;
  readonly domain: Domain;
  readonly agents: ReturnType<typeof createAgents>;
  readonly critics?: ReturnType<typeof createCritics>;
  readonly approveVerifier: boolean;
  /** Ends the opening at once; it throws `cancelled` then. */
  readonly signal?: AbortSignal | undefined;
  /** Lets a collector hear of it, where the user wants that. */
  readonly telemetry?: JoinTelemetry;
  /** What the journal holds already. */
  readonly restored?: RestoredSession;
}

/** The sessions that this process owns, how they came to rest, and who listens to them. */
export class LiveSessions {
  readonly #options: LiveSessionsOptions;
  readonly #live = new Map<string, LiveSession>();
  readonly #results = new Map<string, Promise<SessionResult>>();
  /** What is still on its way to collectors. */
  readonly #sending = new Set<Promise<void>>();
  readonly #listeners = new Map<string, Set<(event: ServiceEvent) => void>>();

  constructor(options: LiveSessionsOptions) {
    this.#options = options;
  }

  get(id: string): LiveSession | undefined {
    return this.#live.get(id);
  }

  /** How the last run here of that session came, or will come, to rest; undefined when there was none. */
  result(id: string): Promise<SessionResult> | undefined {
    return this.#results.get(id);
  }

  async open(options: OpenLive): Promise<LiveSession> {
    const { store, clock, attended } = this.#options;
    const { session, settings } = options;
    const progress = (_stepId: string, sentence: string): void => this.progress(session.id, sentence);
    const parts = await openParts({ store, ...options, attended, progress });
    const summary = new SummaryWriter(store, session.id);
    const view = options.restored?.view ?? emptyView();
    const telemetry = await options.telemetry?.(view);
    const live = new LiveSession({
      session,
      settings,
      parts,
      clock,
      view,
      telemetry,
      from: options.restored?.runner,
      entryHeard: (entry) => this.#options.indexes.heard(session.id, entry),
      isHeard: () => this.#isHeard(session.id),
      emit: (event) => this.#emit(event),
      summary,
    });
    this.#live.set(session.id, live);
    return live;
  }

  /** Remembers how the run comes to rest, and lets go of the session when nobody here would decide anything. */
  track(live: LiveSession): void {
    const result = live.settled().then(async (rest) => {
      // As it rests now: a decision may set it going again while this is written.
      live.telemetry?.rested(live.view.status);
      const kept = live.view.status === 'paused' && this.#options.attended;
      await live.writeRest();
      await writeOutput(live, this.#options.indexes);
      if (!kept && this.#live.get(live.id) === live) await this.close(live.id);
      return rest;
    });
    const broken = (error: unknown): SessionResult => ({
      sessionId: live.id,
      exitCode: 1,
      summary: classified(error).message,
    });
    this.#results.set(live.id, result.catch(broken));
  }

  /** Stops what runs of the session here and lets other processes own it. */
  async close(id: string): Promise<void> {
    const live = this.#live.get(id);
    this.#live.delete(id);
    await live?.close();
    if (live?.telemetry !== undefined) this.#sendOff(live.telemetry);
  }

  /** Nobody waits for a collector but who ends the process. */
  #sendOff(telemetry: SessionTelemetry): void {
    const sent = telemetry.close().finally(() => this.#sending.delete(sent));
    this.#sending.add(sent);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#live.keys()].map((id) => this.close(id)));
    await Promise.all(this.#sending);
  }

  subscribe(id: string, listener: (event: ServiceEvent) => void): Unsubscribe {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  warn(id: string, message: string): void {
    this.#emit({ type: 'warning', ...this.#base(id), message });
  }

  progress(id: string, message: string): void {
    this.#emit({ type: 'progress', ...this.#base(id), message });
  }

  /** Tells what the session waits for outside: in its journal how long it did, each try in vain to those who listen. */
  waits(id: string, { state, place, sentence }: WaitNotice): void {
    this.progress(id, sentence);
    const live = this.#live.get(id);
    if (state === 'began') live?.recordAside({ type: 'wait-began', place, sentence });
    if (state === 'over') live?.recordAside({ type: 'wait-over', place, sentence });
  }

  #isHeard(id: string): boolean {
    return (this.#listeners.get(id)?.size ?? 0) > 0;
  }

  #emit(event: ServiceEvent): void {
    for (const listener of this.#listeners.get(event.session_id) ?? []) listener(event);
  }

  #base(id: string): { session_id: string; seq: number; at: string } {
    const seq = this.#live.get(id)?.view.seq ?? 0;
    return { session_id: id, seq, at: new Date(this.#options.clock.now()).toISOString() };
  }
}
