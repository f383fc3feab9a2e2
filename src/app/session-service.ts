import { MicrofactoryError } from '../engine/error.ts';
import type { Environment } from '../config/index.ts';
import { systemClock, type Clock } from '../engine/ports/clock.ts';
import type { OfferedModels } from '../engine/ports/offered-models.ts';
import type { CandidateFiles, ComparedFiles } from '../protocol/candidate-files.ts';
import type { ConfigurationProblem, Finding, PromptPreview } from '../protocol/configuration.ts';
import type { ServiceEvent } from '../protocol/event.ts';
import type { ExchangeDetail, ExchangePage, ExchangesQuery } from '../protocol/exchanges.ts';
import type { VoteExplanation } from '../protocol/explanation.ts';
import type { PruneRequest, PruneResult } from '../protocol/housekeeping.ts';
import type { Outline, OutlineQuery, StepGraph, StepGraphQuery } from '../protocol/outline.ts';
import type * as Protocol from '../protocol/service.ts';
import type { RunEstimate } from '../protocol/run-estimate.ts';
import type { SessionDetail, SessionSummary, StepDetail } from '../protocol/session.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { beginSession, goOnWithSession } from './begin-session.ts';
import { deliverAccepted, undoLast } from './deliveries.ts';
import { exchangeOf, exchangesOf, type RecordedExchanges } from './exchanges/session-exchanges.ts';
import { estimateRun } from './estimate-run/estimate-run.ts';
import { doctor } from './doctor/doctor.ts';
import { previewPrompt } from './preview-prompt.ts';
import { listGallery, proposeDomain } from './gallery.ts';
import type { DomainProposal, GalleryDomain, ProposeDomainQuery } from '../protocol/gallery.ts';
import { listDomains } from './list-domains.ts';
import type { SessionIndex } from './index/session-index.ts';
import { SessionIndexes } from './index/session-indexes.ts';
import { sessionDetail } from './session-detail.ts';
import type { ModelsQuery, ProviderKeys, ProviderModels } from '../protocol/models.ts';
import { listOffered } from './models/list-offered.ts';
import { ServedLists } from './models/served-lists.ts';
import { keysOfProviders } from './models/key-source.ts';
import type { HandedOverKeys } from '../models/index.ts';
import { LiveSessions } from './live/live-sessions.ts';
import { startingView } from './live/session-snapshot.ts';
import { probe } from './probe.ts';
import { decideAtRest, stopElsewhere } from './resting-session.ts';
import { withSessionReader, type SessionReader } from './session-reader.ts';
import { pruneSessions } from './prune-sessions.ts';
import { asImported, importIntoStore } from './transfer-session.ts';
import { solveOneStep } from './subprocess.ts';
import { configurationProblems } from './check-configuration.ts';
import { candidateFiles, resultFiles } from './compared-files.ts';
import { explainVote } from './explain/explain-vote.ts';
import { UnchangedJournals } from './unchanged-journals.ts';
import { asItIsNow, restOf, sessionSummary } from './view/session-summary.ts';
import { followEntry, type SessionView } from './view/session-view.ts';
import type { StepView } from './view/step-view.ts';
import { stepDetail } from './view/step-detail.ts';
import { ViewCache } from './view/view-cache.ts';

export interface SessionServiceOptions {
  /** The store's folder. Default: `MICROFACTORY_HOME`, else `~/.microfactory`. */
  readonly home?: string | undefined;
  readonly env?: Environment;
  readonly clock?: Clock;
  /** Somebody answers gates while sessions run. */
  readonly attended?: boolean;
  /** Models that the face lends, for the provider `vscode-lm`. */
  readonly models?: OfferedModels;
  /** Keys in `env` that the face handed over. */
  readonly handedOver?: HandedOverKeys;
}

/** Returns the service over the sessions of one store, with the engine in this process. */
export async function createSessionService(
  options: SessionServiceOptions = {},
): Promise<Protocol.SessionService> {
  const { env = process.env, clock = systemClock, attended = false } = options;
  const store = await openStore({ home: options.home ?? env['MICROFACTORY_HOME'], clock });
  const journals = new UnchangedJournals(store);
  const indexes = new SessionIndexes({
    read: (id, afterSeq) => journals.entries(id, afterSeq),
    file: (id) => store.paths.session(id).index,
  });
  const live = new LiveSessions({ store, clock, attended, indexes });
  const { models, handedOver } = options;
  const lists = new ServedLists();
  return new LocalSessionService({ store, env, live, journals, indexes, models, handedOver, lists });
}

interface Context {
  readonly store: Store;
  readonly env: Environment;
  readonly live: LiveSessions;
  readonly journals: UnchangedJournals;
  readonly indexes: SessionIndexes;
  readonly models: OfferedModels | undefined;
  readonly handedOver: HandedOverKeys | undefined;
  readonly lists: ServedLists;
}

class LocalSessionService implements Protocol.SessionService {
  readonly #context: Context;
  /** Sessions that do not run here, without the steps that ended. */
  readonly #resting: ViewCache;

  constructor(context: Context) {
    this.#context = context;
    const { store, journals } = context;
    this.#resting = new ViewCache({
      read: (id, afterSeq) => journals.entries(id, afterSeq),
      begin: (id) => startingView(store, id),
      fold: followEntry,
    });
  }

  async start(request: Protocol.StartRequest, signal?: AbortSignal): Promise<{ sessionId: string }> {
    return { sessionId: await beginSession(this.#context, request, signal) };
  }

  async estimate(request: Protocol.StartRequest): Promise<RunEstimate | null> {
    return estimateRun(request, this.#context);
  }

  async resume(prefix: string, overrides: Protocol.RunOverrides = {}): Promise<void> {
    await goOnWithSession(this.#context, await this.#find(prefix), overrides);
  }

  async settled(prefix: string): Promise<Protocol.SessionResult> {
    const id = await this.#find(prefix);
    return this.#context.live.result(id) ?? { sessionId: id, ...restOf(await this.#view(id)) };
  }

  async decide({ sessionId, ...given }: Protocol.DecideRequest): Promise<{ live: boolean }> {
    const { store, live } = this.#context;
    const id = await this.#find(sessionId);
    const running = live.get(id);
    if (running === undefined) return decideAtRest(store, id, given);
    await running.decide(given);
    live.track(running);
    return { live: true };
  }

  async stop(prefix: string): Promise<void> {
    const id = await this.#find(prefix);
    const running = this.#context.live.get(id);
    await (running === undefined
      ? stopElsewhere(this.#context.store, id)
      : running.stop('Stopped; resume goes on.'));
  }

  async sessions(query: { limit?: number | undefined } = {}): Promise<readonly SessionSummary[]> {
    const ids = await this.#context.store.listSessions({ limit: query.limit });
    const summaries = await Promise.all(ids.map((id) => this.#summary(id)));
    return summaries.filter((summary) => summary !== undefined);
  }

  async session(prefix: string, query: { steps?: number | undefined } = {}): Promise<SessionDetail> {
    const id = await this.#find(prefix);
    const index = await this.#index(id);
    if (index.view.seq === 0) throw neverBegun(id);
    const detail = asItIsNow(await sessionDetail(index, query.steps), await this.#isRunning(id));
    return (await this.#context.store.isImported(id)) ? asImported(detail) : detail;
  }

  async step(prefix: string, stepId: string): Promise<StepDetail> {
    const id = await this.#find(prefix);
    const { view, step } = await this.#step(id, stepId);
    return this.#withReader(id, ({ blobs, domain }) =>
      stepDetail(view, step, { blobs, show: domain && ((candidate) => domain.show(candidate)) }),
    );
  }

  async explain(prefix: string, stepId: string): Promise<VoteExplanation> {
    const id = await this.#find(prefix);
    const { step } = await this.#step(id, stepId);
    return this.#withReader(id, ({ blobs, domain }) => explainVote({ sessionId: id, step, blobs, domain }));
  }

  async exchanges(query: ExchangesQuery): Promise<ExchangePage> {
    return exchangesOf(await this.#recorded(query.sessionId), query);
  }

  async exchange(prefix: string, number: number): Promise<ExchangeDetail> {
    return exchangeOf(await this.#recorded(prefix), number);
  }

  async deliver(request: Protocol.DeliverRequest): Promise<Protocol.DeliverResult> {
    const sessionId = await this.#find(request.sessionId);
    await this.#context.live.close(sessionId);
    return deliverAccepted(this.#context.store, { ...request, sessionId });
  }

  async undo(request: Protocol.UndoRequest): Promise<{ sessionId: string; files: readonly string[] }> {
    const sessionId = request.sessionId === undefined ? undefined : await this.#find(request.sessionId);
    if (sessionId !== undefined) await this.#context.live.close(sessionId);
    return undoLast(this.#context.store, { ...request, sessionId });
  }

  subprocess(request: Protocol.SubprocessRequest): Promise<Protocol.SubprocessResult> {
    return solveOneStep(request, this.#context);
  }

  probe(request: Protocol.ProbeRequest): Promise<Protocol.ProbeResult> {
    return probe(request, this.#context);
  }

  models(query: ModelsQuery): Promise<readonly ProviderModels[]> {
    return listOffered(query, this.#context);
  }

  keys(query: Protocol.ConfigurationQuery): Promise<readonly ProviderKeys[]> {
    return keysOfProviders(query, this.#context);
  }

  async domains(query: Protocol.ConfigurationQuery): Promise<readonly Protocol.DomainInfo[]> {
    return listDomains({ ...query, env: this.#context.env });
  }

  async gallery(): Promise<readonly GalleryDomain[]> {
    return listGallery();
  }

  async proposeDomain(query: ProposeDomainQuery): Promise<DomainProposal> {
    return proposeDomain(query);
  }

  async outline({ sessionId, ...query }: OutlineQuery): Promise<Outline> {
    return (await this.#index(await this.#find(sessionId))).outline(query);
  }

  async graph({ sessionId, ...query }: StepGraphQuery): Promise<StepGraph> {
    return (await this.#index(await this.#find(sessionId))).graph(query);
  }

  async candidate(prefix: string, stepId: string, label: string | null): Promise<CandidateFiles> {
    const id = await this.#find(prefix);
    const { step } = await this.#step(id, stepId);
    return this.#withReader(id, (reader) => candidateFiles({ ...reader, sessionId: id, step, label }));
  }

  async result(prefix: string): Promise<ComparedFiles> {
    const id = await this.#find(prefix);
    return this.#withReader(id, (reader) => resultFiles(reader));
  }

  doctor(query: Protocol.ConfigurationQuery): Promise<readonly Finding[]> {
    return doctor(query, this.#context);
  }

  async checkConfiguration(query: {
    configPath: string;
    text?: string | undefined;
  }): Promise<readonly ConfigurationProblem[]> {
    return configurationProblems({ ...query, env: this.#context.env });
  }

  async previewPrompt(query: Protocol.ConfigurationQuery & { role: string }): Promise<PromptPreview> {
    return previewPrompt(query, this.#context);
  }

  prune(request: PruneRequest, signal?: AbortSignal): Promise<PruneResult> {
    return pruneSessions(this.#context.store, request, signal);
  }

  async exportSession(
    prefix: string,
    path: string,
    signal?: AbortSignal,
  ): Promise<{ sessionId: string; bytes: number }> {
    const sessionId = await this.#find(prefix);
    const here = this.#context.live.get(sessionId);
    // One that rests here is let go of; one that runs is `busy`, like anywhere else.
    if (here !== undefined && here.view.status !== 'running') await this.#context.live.close(sessionId);
    return { sessionId, ...(await this.#context.store.exportSession(sessionId, path, signal)) };
  }

  async importSession(path: string, signal?: AbortSignal): Promise<{ sessionId: string }> {
    return { sessionId: await importIntoStore(this.#context.store, path, signal) };
  }

  watch(listener: (sessionIds: readonly string[]) => void): Protocol.Unsubscribe {
    return this.#context.store.watchSessions(listener);
  }

  subscribe(sessionId: string, listener: (event: ServiceEvent) => void): Protocol.Unsubscribe {
    return this.#context.live.subscribe(sessionId, listener);
  }

  async dispose(): Promise<void> {
    await this.#context.live.closeAll();
    await this.#context.indexes.dispose();
  }

  async #find(prefix: string): Promise<string> {
    return this.#context.live.get(prefix)?.id ?? this.#context.store.findSession(prefix);
  }

  /** The session with all its steps. */
  #index(id: string): Promise<SessionIndex> {
    return this.#context.indexes.get(id, this.#context.live.get(id)?.journal);
  }

  async #step(id: string, stepId: string): Promise<{ view: SessionView; step: StepView }> {
    const index = await this.#index(id);
    return { view: index.view, step: await index.step(stepId) };
  }

  /** The session's record of requests, with what they were judged to be. */
  async #recorded(prefix: string): Promise<RecordedExchanges> {
    const { store, live } = this.#context;
    const id = await this.#find(prefix);
    await live.get(id)?.exchangesWritten();
    const { paths, blobs } = store;
    return { sessionId: id, dir: paths.session(id).exchanges, paths, blobs, index: await this.#index(id) };
  }

  /** The session with the steps that go on. */
  async #view(id: string): Promise<SessionView> {
    return this.#context.live.get(id)?.view ?? this.#resting.view(id);
  }

  async #withReader<Result>(id: string, read: (reader: SessionReader) => Promise<Result>): Promise<Result> {
    const { store, live } = this.#context;
    const view = await this.#view(id);
    const running = live.get(id);
    if (running !== undefined) return read({ view, blobs: store.blobs, ...running.parts });
    return withSessionReader(store, view, read);
  }

  async #isRunning(id: string): Promise<boolean> {
    return this.#context.live.get(id) !== undefined || this.#context.store.isOwned(id);
  }

  async #summary(id: string): Promise<SessionSummary | undefined> {
    const live = this.#context.live.get(id);
    if (live !== undefined) return sessionSummary(live.view);
    const stored = (await this.#context.store.readSummary(id)) as SessionSummary | undefined;
    const summary = stored ?? (await this.#unsummarised(id));
    return summary === undefined ? undefined : asItIsNow(summary, await this.#isRunning(id));
  }

  /** A session that was killed before its first summary was written is listed all the same. */
  async #unsummarised(id: string): Promise<SessionSummary | undefined> {
    const view = await this.#view(id);
    return view.id === '' ? undefined : sessionSummary(view);
  }
}

/** A process that was killed in its first milliseconds leaves a session without an entry. */
function neverBegun(id: string): MicrofactoryError {
  const message = `Session ${id} ended before anything of it was on disk: run its task again.`;
  return new MicrofactoryError({ code: 'not-found', message });
}
