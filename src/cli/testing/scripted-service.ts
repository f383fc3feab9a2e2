import type { DomainProposal, GalleryDomain, ProposeDomainQuery } from '../../protocol/gallery.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import type { CandidateFiles, ComparedFiles } from '../../protocol/candidate-files.ts';
import type { ConfigurationProblem, Finding, PromptPreview } from '../../protocol/configuration.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { PruneRequest, PruneResult } from '../../protocol/housekeeping.ts';
import type { ModelsQuery, ProviderKeys, ProviderModels } from '../../protocol/models.ts';
import type { ExchangeDetail, ExchangePage, ExchangesQuery } from '../../protocol/exchanges.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';
import type { Outline, OutlineQuery, StepGraph, StepGraphQuery } from '../../protocol/outline.ts';
import type * as Protocol from '../../protocol/service.ts';
import type { RunEstimate } from '../../protocol/run-estimate.ts';
import type { SessionDetail, StepDetail } from '../../protocol/session.ts';
import {
  SESSION_ID,
  sampleExchange,
  sampleExplanation,
  sampleSession,
  sampleStepDetail,
} from './protocol-samples.ts';

/** What happens between two rests of the scripted session. */
export interface Round {
  readonly events?: readonly ServiceEvent[];
  readonly result: Omit<Protocol.SessionResult, 'sessionId'>;
  readonly session?: SessionDetail;
}

export interface Script {
  readonly rounds?: readonly Round[];
  readonly step?: StepDetail;
  /** Methods that fail, with the sentence. */
  readonly failures?: Readonly<Partial<Record<keyof Protocol.SessionService, MicrofactoryError>>>;
  /** Whether decisions reach a session that runs. Default: true. */
  readonly live?: boolean;
  readonly deliver?: Protocol.DeliverResult;
  readonly decided?: boolean;
  readonly prune?: PruneResult;
  readonly models?: readonly ProviderModels[];
  readonly estimate?: RunEstimate;
}

export interface Call {
  readonly method: keyof Protocol.SessionService;
  readonly argument?: unknown;
}

/** A command that is asked on and on is stopped here: a test must fail, not hang. */
const MOST_ROUNDS = 20;

const NOTHING: Round = { result: { exitCode: 0, summary: 'Done.' } };

/** A session service that plays a script and remembers what it was asked. */
export class ScriptedService implements Protocol.SessionService {
  readonly calls: Call[] = [];
  private readonly script: Script;
  private readonly listeners = new Set<(event: ServiceEvent) => void>();
  private round = -1;

  constructor(script: Script = {}) {
    this.script = script;
  }

  called(method: Call['method']): unknown[] {
    return this.calls.filter((call) => call.method === method).map(({ argument }) => argument);
  }

  start(request: Protocol.StartRequest): Promise<{ sessionId: string }> {
    return this.answer('start', request, { sessionId: SESSION_ID });
  }

  resume(sessionId: string, overrides?: Protocol.RunOverrides): Promise<void> {
    return this.answer('resume', { sessionId, overrides }, undefined);
  }

  async settled(sessionId: string): Promise<Protocol.SessionResult> {
    this.round += 1;
    if (this.round > MOST_ROUNDS) throw scriptedFailure('internal', 'The command never comes to an end.');
    const { events = [], result } = this.current();
    for (const event of events) this.listeners.forEach((listener) => listener(event));
    return this.answer('settled', sessionId, { sessionId, ...result });
  }

  decide(request: Protocol.DecideRequest): Promise<{ live: boolean }> {
    return this.answer('decide', request, { live: this.script.live ?? true });
  }

  stop(sessionId: string): Promise<void> {
    return this.answer('stop', sessionId, undefined);
  }

  sessions(query?: { limit?: number | undefined }): Promise<readonly SessionDetail[]> {
    const summary = Object.entries(this.current().session ?? sampleSession()).filter(
      ([key]) => key !== 'steps',
    );
    return this.answer('sessions', query, [Object.fromEntries(summary) as unknown as SessionDetail]);
  }

  session(sessionId: string): Promise<SessionDetail> {
    return this.answer('session', sessionId, this.current().session ?? sampleSession());
  }

  step(sessionId: string, stepId: string): Promise<StepDetail> {
    return this.answer('step', { sessionId, stepId }, this.script.step ?? sampleStepDetail());
  }

  explain(sessionId: string, stepId: string): Promise<VoteExplanation> {
    return this.answer('explain', { sessionId, stepId }, sampleExplanation());
  }

  exchanges(query: ExchangesQuery): Promise<ExchangePage> {
    const page = { session_id: SESSION_ID, rows: [], total: 0, earlier: null, latest: 0, recording: true };
    return this.answer('exchanges', query, page);
  }

  exchange(sessionId: string, number: number): Promise<ExchangeDetail> {
    return this.answer('exchange', { sessionId, number }, sampleExchange());
  }

  deliver(request: Protocol.DeliverRequest): Promise<Protocol.DeliverResult> {
    return this.answer('deliver', request, this.script.deliver ?? { kind: 'delivered', files: ['src/a.js'] });
  }

  undo(request: Protocol.UndoRequest): Promise<{ sessionId: string; files: readonly string[] }> {
    return this.answer('undo', request, { sessionId: SESSION_ID, files: ['src/a.js'] });
  }

  subprocess(request: Protocol.SubprocessRequest): Promise<Protocol.SubprocessResult> {
    const decided = this.script.decided ?? true;
    const race = { votes: { A: 3 }, margin: 3, dissent: 0, k: 3, samples: 3, red_flags: [], cost_usd: null };
    return this.answer('subprocess', request, { decided, answer: 'x', summary: 'x', ...race });
  }

  probe(request: Protocol.ProbeRequest): Promise<Protocol.ProbeResult> {
    const tokens = {
      latency_ms: 120,
      input_tokens: 9,
      output_tokens: 2,
      format_obeyed: true,
      cost_usd: null,
    };
    const who = { provider: 'openai', model: 'gpt-5-mini', key_source: 'OPENAI_API_KEY' };
    return this.answer('probe', request, {
      ok: this.script.decided ?? true,
      summary: 'It answers.',
      ...who,
      ...tokens,
    });
  }

  models(query: ModelsQuery): Promise<readonly ProviderModels[]> {
    return this.answer('models', query, this.script.models ?? []);
  }

  keys(query: Protocol.ConfigurationQuery): Promise<readonly ProviderKeys[]> {
    return this.answer('keys', query, []);
  }

  domains(query: { configPath?: string | undefined }): Promise<readonly Protocol.DomainInfo[]> {
    return this.answer('domains', query, [{ name: 'code', description: 'Changes a repository.' }]);
  }

  gallery(): Promise<readonly GalleryDomain[]> {
    return this.answer('gallery', {}, [{ name: 'writing', description: 'Writes.', basis: 'analysis' }]);
  }

  proposeDomain(query: ProposeDomainQuery): Promise<DomainProposal> {
    return this.answer('proposeDomain', query, { config: { path: '/c.yaml', text: '' }, templates: [] });
  }

  outline(query: OutlineQuery): Promise<Outline> {
    const counts = { planned: 0, working: 0, waiting: 0, accepted: 0, skipped: 0, failed: 0 };
    const page = { total: 0, offset: 0, rows: [], counts, waiting: [] };
    return this.answer('outline', query, { session_id: SESSION_ID, ...page });
  }

  graph(query: StepGraphQuery): Promise<StepGraph> {
    const empty = { nodes: [], dependencies: [], total_steps: 0 };
    return this.answer('graph', query, { session_id: SESSION_ID, ...empty });
  }

  candidate(sessionId: string, stepId: string, label: string | null): Promise<CandidateFiles> {
    const files = { session_id: SESSION_ID, step_id: stepId, label: label ?? 'A', labels: ['A'], files: [] };
    return this.answer('candidate', { sessionId, stepId, label }, { ...files, flags: [] });
  }

  result(sessionId: string): Promise<ComparedFiles> {
    return this.answer('result', sessionId, { session_id: SESSION_ID, files: [] });
  }

  estimate(request: Protocol.StartRequest): Promise<RunEstimate | null> {
    return this.answer('estimate', request, this.script.estimate ?? null);
  }

  doctor(query: Protocol.ConfigurationQuery): Promise<readonly Finding[]> {
    return this.answer('doctor', query, []);
  }

  checkConfiguration(query: { readonly configPath: string }): Promise<readonly ConfigurationProblem[]> {
    return this.answer('checkConfiguration', query, []);
  }

  previewPrompt(query: Protocol.ConfigurationQuery & { readonly role: string }): Promise<PromptPreview> {
    const prompt = { role: query.role, source: 'built in', system: '', user: '' };
    return this.answer('previewPrompt', query, prompt);
  }

  prune(request: PruneRequest): Promise<PruneResult> {
    const nothing = { sessions: [], kept: [], unnamed_blobs: 0, bytes: 0, limited: true };
    return this.answer('prune', request, this.script.prune ?? nothing);
  }

  exportSession(sessionId: string, path: string): Promise<{ sessionId: string; bytes: number }> {
    return this.answer('exportSession', { sessionId, path }, { sessionId: SESSION_ID, bytes: 12_345 });
  }

  importSession(path: string): Promise<{ sessionId: string }> {
    return this.answer('importSession', path, { sessionId: SESSION_ID });
  }

  watch(): Protocol.Unsubscribe {
    return () => undefined;
  }

  subscribe(_sessionId: string, listener: (event: ServiceEvent) => void): Protocol.Unsubscribe {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  dispose(): Promise<void> {
    return this.answer('dispose', undefined, undefined);
  }

  private current(): Round {
    return this.script.rounds?.[Math.max(0, this.round)] ?? this.script.rounds?.at(-1) ?? NOTHING;
  }

  private async answer<Result>(method: Call['method'], argument: unknown, result: Result): Promise<Result> {
    this.calls.push({ method, argument });
    const failure = this.script.failures?.[method];
    if (failure !== undefined) throw failure;
    return result;
  }
}

/** Returns an error for a script. */
export function scriptedFailure(code: MicrofactoryError['code'], message: string): MicrofactoryError {
  return new MicrofactoryError({ code, message });
}
