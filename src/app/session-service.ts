import { randomUUID } from 'node:crypto';
import { loadSettings, overrideSettings, type Environment } from '../config/index.ts';
import { classified, MicrofactoryError } from '../engine/error.ts';
import type { Json } from '../engine/json.ts';
import { systemClock, type Clock } from '../engine/ports/clock.ts';
import type { ServiceEvent } from '../protocol/event.ts';
import type * as Protocol from '../protocol/service.ts';
import type { SessionDetail, SessionSummary, StepDetail } from '../protocol/session.ts';
import { openStore, type Store } from '../store/open-store.ts';
import type { OwnedSession } from '../store/session.ts';
import { createAgents } from './compose/create-agents.ts';
import { domainNamed } from './compose/create-domains.ts';
import { openParts } from './compose/open-parts.ts';
import { deliverAccepted, undoLast } from './deliveries.ts';
import { listDomains } from './list-domains.ts';
import { gateDecision } from './live/gate-decision.ts';
import { LiveSession } from './live/live-session.ts';
import { repoFolder } from './repo-folder.ts';
import { probe } from './probe.ts';
import type { SessionSettings } from './session-settings.ts';
import { showStep } from './show-step.ts';
import { solveOneStep } from './subprocess.ts';
import { summaryWriter } from './summary-writer.ts';
import { readView } from './view/read-view.ts';
import { asItIsNow, restOf, sessionDetail, sessionSummary } from './view/session-summary.ts';
import { emptyView, type SessionView } from './view/session-view.ts';
import { writeOutput } from './write-output.ts';

export interface SessionServiceOptions {
  /** The store's folder. Default: `MICROFACTORY_HOME`, else `~/.microfactory`. */
  readonly home?: string | undefined;
  readonly env?: Environment;
  readonly clock?: Clock;
  /** Somebody answers gates while sessions run. */
  readonly attended?: boolean;
}

/** Returns the service over the sessions of one store, with the engine in this process. */
export async function createSessionService(
  options: SessionServiceOptions = {},
): Promise<Protocol.SessionService> {
  const env = options.env ?? process.env;
  const store = await openStore({ home: options.home ?? env['MICROFACTORY_HOME'] });
  return new LocalSessionService({
    store,
    env,
    clock: options.clock ?? systemClock,
    attended: options.attended ?? false,
  });
}

interface Context {
  readonly store: Store;
  readonly env: Environment;
  readonly clock: Clock;
  readonly attended: boolean;
}

class LocalSessionService implements Protocol.SessionService {
  readonly #context: Context;
  readonly #live = new Map<string, LiveSession>();
  readonly #results = new Map<string, Promise<Protocol.SessionResult>>();
  readonly #listeners = new Map<string, Set<(event: ServiceEvent) => void>>();

  constructor(context: Context) {
    this.#context = context;
  }

  async start(request: Protocol.StartRequest): Promise<{ sessionId: string }> {
    const repoPath = await repoFolder(request.repoPath);
    const { env, store } = this.#context;
    const loaded = loadSettings({ repoPath, configPath: request.configPath, overrides: request, env });
    const { needsWorkspace } = domainNamed(loaded.settings.basis ?? loaded.settings.domain);
    const settings: SessionSettings = {
      prompt: checkedPrompt(request.prompt),
      repoPath: needsWorkspace ? repoPath : null,
      settings: loaded.settings,
      outputDir: request.outputDir ?? null,
    };
    const id = randomUUID();
    const warnings = [...loaded.warnings];
    const agents = createAgents({
      settings: settings.settings,
      env,
      onWarning: (sentence) => this.#warn(id, sentence),
    });
    const session = await store.createSession(id);
    const approveVerifier = request.approveVerifier ?? false;
    const live = await this.#open({ session, settings, agents, approveVerifier }).catch(
      async (error: unknown) => {
        await session.close();
        await store.removeSession(id);
        throw error;
      },
    );
    live.start();
    this.#track(live);
    setImmediate(() => warnings.forEach((sentence) => this.#warn(id, sentence)));
    return { sessionId: id };
  }

  async resume(prefix: string, overrides: Protocol.RunOverrides = {}): Promise<void> {
    const { store, env } = this.#context;
    const id = await store.findSession(prefix);
    if (this.#live.has(id)) throw usage(`Session ${id} is running here already.`);
    const session = await store.openSession(id, { write: true });
    try {
      const view = await readView(session.journal.entries());
      const frozen = startedSettings(view);
      if (view.status === 'completed') return await this.#alreadyDone(session, view);
      if (view.status === 'failed' || view.status === 'cancelled') throw ended(view);
      const settings = { ...frozen, settings: overrideSettings(frozen.settings, overrides) };
      const onWarning = (sentence: string): void => this.#warn(id, sentence);
      const agents = createAgents({ settings: settings.settings, env, onWarning });
      const live = await this.#open({ session, settings, agents, approveVerifier: false, view });
      session.damage.forEach((damage) => onWarning(damage.sentence));
      await live.goOn(Object.values(overrides).some((value) => value !== undefined));
      this.#track(live);
    } catch (error) {
      await (this.#live.has(id) ? this.#close(id) : session.close());
      throw error;
    }
  }

  async settled(prefix: string): Promise<Protocol.SessionResult> {
    const id = await this.#find(prefix);
    const live = this.#live.get(id);
    if (live !== undefined) return this.#results.get(id) ?? live.settled();
    const known = this.#results.get(id);
    if (known !== undefined) return known;
    return { sessionId: id, ...restOf(await this.#view(id)) };
  }

  async decide({ sessionId, stepId, decision }: Protocol.DecideRequest): Promise<{ live: boolean }> {
    const id = await this.#find(sessionId);
    const live = this.#live.get(id);
    if (live !== undefined) {
      await live.decide(stepId, decision);
      this.#track(live);
      return { live: true };
    }
    return this.#decideElsewhere(id, stepId, decision);
  }

  async stop(prefix: string): Promise<void> {
    const id = await this.#find(prefix);
    const live = this.#live.get(id);
    if (live !== undefined) return live.stop('Stopped; resume goes on.');
    const session = await this.#own(id);
    if (session === undefined) return (await this.#readable(id)).inbox.put({ stop: true });
    await session.close();
    throw usage(`Session ${id} is not running.`);
  }

  async sessions(query: { limit?: number | undefined } = {}): Promise<readonly SessionSummary[]> {
    const ids = await this.#context.store.listSessions({ limit: query.limit });
    const summaries = await Promise.all(ids.map((id) => this.#summary(id)));
    return summaries.filter((summary) => summary !== undefined);
  }

  async session(prefix: string): Promise<SessionDetail> {
    const id = await this.#find(prefix);
    return asItIsNow(sessionDetail(await this.#view(id)), await this.#isRunning(id));
  }

  async step(prefix: string, stepId: string): Promise<StepDetail> {
    const id = await this.#find(prefix);
    const live = this.#live.get(id);
    const view = live?.view ?? (await this.#view(id));
    return showStep({ store: this.#context.store, view, stepId, domain: live?.parts.domain });
  }

  async deliver(request: Protocol.DeliverRequest): Promise<Protocol.DeliverResult> {
    const id = await this.#find(request.sessionId);
    if (this.#live.has(id)) await this.#close(id);
    return deliverAccepted(
      { store: this.#context.store, clock: this.#context.clock },
      { ...request, sessionId: id },
    );
  }

  async undo(request: Protocol.UndoRequest): Promise<{ sessionId: string; files: readonly string[] }> {
    const sessionId = request.sessionId === undefined ? undefined : await this.#find(request.sessionId);
    if (sessionId !== undefined && this.#live.has(sessionId)) await this.#close(sessionId);
    return undoLast({ store: this.#context.store, clock: this.#context.clock }, { ...request, sessionId });
  }

  subprocess(request: Protocol.SubprocessRequest): Promise<Protocol.SubprocessResult> {
    return solveOneStep(request, this.#context.env);
  }

  probe(request: Protocol.ProbeRequest): Promise<Protocol.ProbeResult> {
    return probe(request, this.#context.env);
  }

  async domains(query: {
    configPath?: string | undefined;
    repoPath?: string | undefined;
  }): Promise<readonly Protocol.DomainInfo[]> {
    return listDomains({ ...query, env: this.#context.env });
  }

  subscribe(sessionId: string, listener: (event: ServiceEvent) => void): Protocol.Unsubscribe {
    const listeners = this.#listeners.get(sessionId) ?? new Set();
    this.#listeners.set(sessionId, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#live.keys()].map((id) => this.#close(id)));
  }

  async #open(options: {
    session: OwnedSession;
    settings: SessionSettings;
    agents: ReturnType<typeof createAgents>;
    approveVerifier: boolean;
    view?: SessionView;
  }): Promise<LiveSession> {
    const { store, clock, attended } = this.#context;
    const { session, settings } = options;
    const progress = (stepId: string, sentence: string): void => this.#progress(session.id, stepId, sentence);
    const parts = await openParts({ store, ...options, attended, progress });
    const changed = summaryWriter(store, session.id);
    const emit = (event: ServiceEvent): void => this.#emit(event);
    const view = options.view ?? emptyView();
    const live = new LiveSession({ session, view, parts, settings, clock, emit, changed });
    this.#live.set(session.id, live);
    return live;
  }

  /** Remembers how the run comes to rest, and lets go of the session when nobody here would decide anything. */
  #track(live: LiveSession): void {
    const result = live.settled().then(async (rest) => {
      await this.#context.store.writeSummary(live.id, sessionSummary(live.view));
      await writeOutput(live);
      if (live.view.status !== 'paused' || !this.#context.attended) await this.#close(live.id);
      return rest;
    });
    const safe = result.catch((error: unknown) => brokenRest(live.id, error));
    this.#results.set(live.id, safe);
  }

  async #close(id: string): Promise<void> {
    const live = this.#live.get(id);
    this.#live.delete(id);
    await live?.close();
  }

  async #decideElsewhere(
    id: string,
    stepId: string,
    decision: Protocol.Decision,
  ): Promise<{ live: boolean }> {
    const session = await this.#own(id);
    if (session === undefined) {
      gateDecision(await this.#view(id), stepId, decision);
      await (await this.#readable(id)).inbox.put({ stepId, decision } as unknown as Json);
      return { live: true };
    }
    try {
      const view = await readView(session.journal.entries());
      const recorded = gateDecision(view, stepId, decision);
      session.journal.append({ type: 'gate-decided', step: stepId, decision: recorded });
      await session.journal.synced();
      await this.#context.store.writeSummary(id, sessionSummary(await readView(session.journal.entries())));
      return { live: false };
    } finally {
      await session.close();
    }
  }

  /** Owns the session for a moment, or undefined when another process does. */
  async #own(id: string): Promise<OwnedSession | undefined> {
    try {
      return await this.#context.store.openSession(id, { write: true });
    } catch (error) {
      if (classified(error).code === 'busy') return undefined;
      throw error;
    }
  }

  #readable(id: string) {
    return this.#context.store.openSession(id, { write: false });
  }

  #find(prefix: string): Promise<string> {
    return this.#live.has(prefix) ? Promise.resolve(prefix) : this.#context.store.findSession(prefix);
  }

  async #view(id: string): Promise<SessionView> {
    return this.#live.get(id)?.view ?? readView(this.#context.store.readEntries(id));
  }

  async #summary(id: string): Promise<SessionSummary | undefined> {
    const live = this.#live.get(id);
    if (live !== undefined) return sessionSummary(live.view);
    const summary = (await this.#context.store.readSummary(id)) as SessionSummary | undefined;
    return summary === undefined ? undefined : asItIsNow(summary, await this.#isRunning(id));
  }

  async #isRunning(id: string): Promise<boolean> {
    return this.#live.has(id) || this.#context.store.isOwned(id);
  }

  async #alreadyDone(session: OwnedSession, view: SessionView): Promise<void> {
    await session.close();
    this.#results.set(view.id, Promise.resolve({ sessionId: view.id, ...restOf(view) }));
  }

  #emit(event: ServiceEvent): void {
    for (const listener of this.#listeners.get(event.session_id) ?? []) listener(event);
  }

  #base(id: string) {
    const seq = this.#live.get(id)?.view.seq ?? 0;
    return { session_id: id, seq, at: new Date(this.#context.clock.now()).toISOString() };
  }

  #warn(id: string, message: string): void {
    this.#emit({ type: 'warning', ...this.#base(id), message });
  }

  #progress(id: string, _stepId: string, message: string): void {
    this.#emit({ type: 'progress', ...this.#base(id), message });
  }
}

function checkedPrompt(prompt: string): string {
  if (prompt.trim() !== '') return prompt.trim();
  throw usage('The prompt is empty: say what is to be done, for example --prompt "Fix the failing tests".');
}

function startedSettings(view: SessionView): SessionSettings {
  if (view.settings !== undefined) return view.settings;
  throw new MicrofactoryError({
    code: 'store',
    message: 'This session was killed before it began; start a new one.',
  });
}

function ended(view: SessionView): MicrofactoryError {
  return usage(`Session ${view.id} has ended (${view.status}: ${view.summary}); start a new one.`);
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}

function brokenRest(sessionId: string, error: unknown): Protocol.SessionResult {
  return { sessionId, exitCode: 1, summary: classified(error).message };
}
