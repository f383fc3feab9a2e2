import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionService, Unsubscribe } from '../../protocol/service.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import { classified } from '../../engine/error.ts';
import { Emitter } from '../emitter.ts';
import type { EngineLink, SessionsModel, WaitingStep } from '../host.ts';
import { t } from '../l10n.ts';
import { askSummary } from './ask-summary.ts';
import { isInFolders } from './in-folders.ts';
import { isImported } from '../../protocol/is-imported.ts';
import { LiveProgress } from './live-progress.ts';
import { changedSessions } from './summary-changes.ts';
import { Throttle } from './throttle.ts';

/** The step that stands for the session as a whole. */
const ROOT_STEP = 'task';
/** How many sessions a page holds. */
export const PAGE = 20;
const NOTICE_MS = 100;
const REFRESH_MS = 250;

export interface SessionsModelOptions {
  readonly engine: EngineLink;
  /** Paths of the folders that are open. */
  readonly folders: () => readonly string[];
  readonly log: { error(sentence: string): void };
}

/** The sessions of the engine's store, kept current by its notices; nothing is asked before the engine was started. */
export class ServiceSessionsModel implements SessionsModel {
  readonly #options: SessionsModelOptions;
  readonly #emitter: Emitter<ReadonlySet<string>>;
  readonly #notices: Throttle;
  readonly #refreshes: Throttle;
  readonly #progress: LiveProgress;
  readonly #changed = new Set<string>();
  readonly #engineListener: { dispose(): unknown };
  #service: SessionService | undefined;
  #unwatch: Unsubscribe | undefined;
  #sessions: readonly SessionSummary[] = [];
  #limit = PAGE;
  #hasMore = false;
  #followed: string | undefined;
  #refreshing: Promise<void> | undefined;
  #stale = false;

  constructor(options: SessionsModelOptions) {
    this.#options = options;
    this.#emitter = new Emitter((error) => options.log.error(classified(error).message));
    this.#notices = new Throttle(NOTICE_MS, () => this.#tell());
    this.#refreshes = new Throttle(REFRESH_MS, () => void this.#refreshed());
    this.#progress = new LiveProgress((event) => this.#heard(event));
    this.#engineListener = options.engine.onDidChange(() => void this.#engineChanged());
  }

  get onDidChange(): SessionsModel['onDidChange'] {
    return this.#emitter.event;
  }

  get sessions(): readonly SessionSummary[] {
    return this.#sessions;
  }

  get hasMore(): boolean {
    return this.#hasMore;
  }

  get waiting(): readonly WaitingStep[] {
    const folders = this.#options.folders();
    return this.#sessions
      .filter((session) => isOpen(session) && isInFolders(session, folders))
      .flatMap((session) => session.metadata.waiting.map((wait) => ({ session, wait })));
  }

  get followed(): SessionSummary | undefined {
    return this.#sessions.find((session) => session.session_id === this.#followed);
  }

  follow(sessionId: string | undefined): void {
    if (sessionId === this.#followed) return;
    const before = this.#followed;
    this.#followed = sessionId;
    this.#note([before, sessionId].filter((id) => id !== undefined));
    if (sessionId !== undefined && this.followed === undefined) this.#refreshes.trigger();
  }

  progressOf(sessionId: string): string | undefined {
    return this.#progress.of(sessionId);
  }

  async loadMore(): Promise<void> {
    this.#limit += PAGE;
    await this.refresh();
  }

  /** Asks the engine, starting it if need be. */
  async refresh(): Promise<void> {
    this.#attach(await this.#options.engine.service());
    await this.#load();
  }

  dispose(): void {
    this.#detach();
    this.#engineListener.dispose();
    this.#notices.dispose();
    this.#refreshes.dispose();
    this.#emitter.dispose();
  }

  async #engineChanged(): Promise<void> {
    const { state } = this.#options.engine;
    if (state === 'on') {
      this.#attach(await this.#options.engine.service());
      this.#refreshes.trigger();
    } else if (this.#service !== undefined && state !== 'starting') {
      this.#detach();
      this.#take(this.#sessions.map(interrupted), this.#hasMore);
    }
  }

  #attach(service: SessionService): void {
    if (this.#service === service) return;
    this.#detach();
    this.#service = service;
    this.#unwatch = service.watch(() => this.#refreshes.trigger());
  }

  #detach(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#service = undefined;
    this.#progress.clear();
  }

  async #refreshed(): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      this.#options.log.error(classified(error).message);
    }
  }

  /** One question at a time; what changes meanwhile is asked for after it. */
  async #load(): Promise<void> {
    this.#stale = true;
    this.#refreshing ??= this.#loadAll().finally(() => (this.#refreshing = undefined));
    await this.#refreshing;
  }

  async #loadAll(): Promise<void> {
    while (this.#stale && this.#service !== undefined) {
      this.#stale = false;
      const service = this.#service;
      const limit = this.#limit;
      const found = await service.sessions({ limit: limit + 1 });
      const listed = await this.#withFollowed(service, found.slice(0, limit));
      if (service === this.#service) this.#take(listed, found.length > limit);
    }
  }

  /** The followed session is shown even where it is older than the page. */
  async #withFollowed(
    service: SessionService,
    listed: readonly SessionSummary[],
  ): Promise<readonly SessionSummary[]> {
    const followed = this.#followed;
    if (followed === undefined || listed.some((session) => session.session_id === followed)) return listed;
    try {
      return [...listed, await askSummary(service, followed)];
    } catch (error) {
      if (classified(error).code !== 'not-found') throw error;
      this.#followed = undefined;
      return listed;
    }
  }

  #take(sessions: readonly SessionSummary[], hasMore: boolean): void {
    const changed = changedSessions(this.#sessions, sessions);
    const sameRest = hasMore === this.#hasMore && sameOrder(this.#sessions, sessions);
    this.#sessions = sessions;
    this.#hasMore = hasMore;
    if (this.#service !== undefined)
      this.#progress.follow(this.#service, sessions.filter(isRunning).map(idOf));
    if (changed.size > 0 || !sameRest) this.#note(changed);
  }

  #heard(event: ServiceEvent): void {
    if (event.type === 'progress') this.#note([event.session_id]);
    else this.#refreshes.trigger();
  }

  #note(ids: Iterable<string>): void {
    for (const id of ids) this.#changed.add(id);
    this.#notices.trigger();
  }

  #tell(): void {
    const changed = new Set(this.#changed);
    this.#changed.clear();
    this.#emitter.fire(changed);
  }
}

function idOf(session: SessionSummary): string {
  return session.session_id;
}

function isRunning(session: SessionSummary): boolean {
  return session.status === 'running';
}

/** A session that has ended asks nothing any more, and one that was imported never did here. */
function isOpen(session: SessionSummary): boolean {
  if (isImported(session)) return false;
  return session.status === 'running' || session.status === 'paused';
}

function sameOrder(before: readonly SessionSummary[], after: readonly SessionSummary[]): boolean {
  return (
    before.length === after.length &&
    before.every((each, index) => each.session_id === after[index]?.session_id)
  );
}

/** What a session is when the engine that ran it is gone. */
function interrupted(session: SessionSummary): SessionSummary {
  if (session.status !== 'running') return session;
  const details = t('The engine that ran it ended; Resume goes on where it was.');
  const wait = { step_id: ROOT_STEP, trigger: 'interrupted', details, opened_seq: null };
  return { ...session, status: 'paused', wait_state: session.wait_state ?? wait };
}
