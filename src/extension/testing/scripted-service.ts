import { MicrofactoryError } from '../../engine/error.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { Outline, OutlineQuery, OutlineRow } from '../../protocol/outline.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { SessionDetail, SessionSummary, StepDetail } from '../../protocol/session.ts';

const COUNTS = { planned: 0, working: 0, waiting: 0, accepted: 0, skipped: 0, failed: 0 };

/** As much of a session service as the editor's models ask, with what it was asked. */
export class ScriptedService {
  readonly calls: [method: string, ...args: unknown[]][] = [];
  listed: SessionSummary[] = [];
  rows: OutlineRow[] = [];
  detail: StepDetail | undefined;
  live = true;
  failure: MicrofactoryError | undefined;
  /** Held back until it resolves. */
  gate: Promise<void> | undefined;
  readonly #watchers = new Set<(ids: readonly string[]) => void>();
  readonly #listeners = new Map<string, Set<(event: ServiceEvent) => void>>();

  get service(): SessionService {
    return this as unknown as SessionService;
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  get subscribed(): string[] {
    return [...this.#listeners].filter(([, listeners]) => listeners.size > 0).map(([id]) => id);
  }

  called(method: string): unknown[][] {
    return this.calls.filter(([name]) => name === method).map(([, ...args]) => args);
  }

  async sessions(query: { limit?: number } = {}): Promise<readonly SessionSummary[]> {
    this.calls.push(['sessions', query]);
    const listed = this.listed.slice(0, query.limit);
    await this.gate;
    if (this.failure !== undefined) throw this.failure;
    return listed;
  }

  async session(id: string, query?: { steps?: number }): Promise<SessionDetail> {
    this.calls.push(['session', id, query]);
    const found = this.listed.find((each) => each.session_id === id);
    if (found === undefined) throw new MicrofactoryError({ code: 'not-found', message: `No session ${id}.` });
    return { ...found, steps: [] };
  }

  async outline(query: OutlineQuery): Promise<Outline> {
    this.calls.push(['outline', query]);
    const folded = new Set(this.rows.filter((row) => row.folded).map((row) => row.step_id));
    for (const id of query.unfolded ?? []) folded.delete(id);
    const open = this.rows.filter((row) => !folded.has(row.parent_id ?? ''));
    const rows = open.slice(query.offset, query.offset + query.limit);
    const { sessionId: session_id, offset } = query;
    return { session_id, total: open.length, offset, rows, counts: COUNTS, waiting: [] };
  }

  async step(sessionId: string, stepId: string): Promise<StepDetail> {
    this.calls.push(['step', sessionId, stepId]);
    if (this.detail === undefined) throw new MicrofactoryError({ code: 'not-found', message: 'No step.' });
    return this.detail;
  }

  async decide(request: unknown): Promise<{ live: boolean }> {
    this.calls.push(['decide', request]);
    if (this.failure !== undefined) throw this.failure;
    return { live: this.live };
  }

  async resume(...args: unknown[]): Promise<void> {
    this.calls.push(['resume', ...args]);
  }

  watch(listener: (ids: readonly string[]) => void): () => void {
    this.#watchers.add(listener);
    return () => void this.#watchers.delete(listener);
  }

  subscribe(id: string, listener: (event: ServiceEvent) => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Says that sessions changed. */
  notice(...ids: string[]): void {
    for (const watcher of this.#watchers) watcher(ids);
  }

  progress(id: string, message: string): void {
    this.say({ type: 'progress', session_id: id, seq: 1, at: '', message });
  }

  say(event: ServiceEvent): void {
    for (const listener of this.#listeners.get(event.session_id) ?? []) listener(event);
  }
}
