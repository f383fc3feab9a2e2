import { isImported } from '../../protocol/is-imported.ts';
import type { SessionService } from '../../protocol/service.ts';
import type { OutlineRow } from '../../protocol/outline.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import type { Host } from '../host.ts';
import { isInFolders } from '../sessions/in-folders.ts';
import type { AnswerRow, SessionNode, StepRow } from './session-node.ts';
import { StepsOfSession } from './steps-of-session.ts';

export interface SessionTreeOptions {
  readonly host: Pick<Host, 'engine' | 'sessions'>;
  readonly folders: () => readonly string[];
}

/** What stands beneath what in the sessions' view. */
export class SessionTree {
  readonly #options: SessionTreeOptions;
  readonly #steps = new Map<string, StepsOfSession>();

  constructor(options: SessionTreeOptions) {
    this.#options = options;
  }

  /** What was fetched of these sessions is out of date. */
  forget(sessionIds: Iterable<string>): void {
    for (const id of sessionIds) this.#steps.get(id)?.forget();
  }

  forgetAll(): void {
    this.#steps.clear();
  }

  nextPage(sessionId: string): void {
    this.#stepsOf(sessionId).nextPage();
  }

  async children(node: SessionNode | undefined): Promise<SessionNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#top();
      case 'others':
        return this.#sessions().others.map(sessionRow);
      case 'session':
        return this.#beneathSession(node.sessionId);
      case 'step':
        return this.#beneathStep(node);
      default:
        return [];
    }
  }

  #top(): SessionNode[] {
    const { engine, sessions } = this.#options.host;
    const { here, others } = this.#sessions();
    return [
      ...(engine.lostBecause === undefined ? [] : [{ kind: 'lost' as const, sentence: engine.lostBecause }]),
      ...here.map(sessionRow),
      ...(others.length === 0 ? [] : [{ kind: 'others' as const, count: others.length }]),
      ...(sessions.hasMore ? [{ kind: 'more' as const, of: null, left: null }] : []),
    ];
  }

  #sessions(): { here: SessionSummary[]; others: SessionSummary[] } {
    const folders = this.#options.folders();
    const here: SessionSummary[] = [];
    const others: SessionSummary[] = [];
    for (const session of this.#options.host.sessions.sessions) {
      (isInFolders(session, folders) ? here : others).push(session);
    }
    return { here, others };
  }

  async #beneathSession(sessionId: string): Promise<SessionNode[]> {
    const service = await this.#service();
    if (service === undefined) return [];
    const steps = this.#stepsOf(sessionId);
    const rows = await steps.beneath(service, undefined);
    const left = await steps.left(service);
    return [
      ...rows.map((row) => this.#stepRow(sessionId, row)),
      ...(left === 0 ? [] : [{ kind: 'more' as const, of: sessionId, left }]),
    ];
  }

  async #beneathStep({ sessionId, stepId, openedSeq, row }: StepRow): Promise<SessionNode[]> {
    const service = await this.#service();
    if (service === undefined) return [];
    if (row.children > 0) {
      const rows = await this.#stepsOf(sessionId).beneath(service, row);
      return rows.map((each) => this.#stepRow(sessionId, each));
    }
    const { step } = await service.step(sessionId, stepId);
    return step.votes.map((answer): AnswerRow => {
      return { kind: 'answer', sessionId, stepId, label: answer.label, openedSeq, answer };
    });
  }

  #stepRow(sessionId: string, row: OutlineRow): StepRow {
    // Not `waiting`: that leaves out the sessions of other folders.
    const session = this.#options.host.sessions.sessions.find((each) => each.session_id === sessionId);
    const imported = session !== undefined && isImported(session);
    const wait = session?.metadata.waiting.find((each) => each.step_id === row.step_id);
    const openedSeq = imported ? undefined : (wait?.opened_seq ?? undefined);
    return { kind: 'step', sessionId, stepId: row.step_id, openedSeq, row, imported };
  }

  #stepsOf(sessionId: string): StepsOfSession {
    const steps = this.#steps.get(sessionId) ?? new StepsOfSession(sessionId);
    this.#steps.set(sessionId, steps);
    return steps;
  }

  /** A tree that is drawn again must not start an engine that was lost. */
  async #service(): Promise<SessionService | undefined> {
    const { engine } = this.#options.host;
    return engine.state === 'on' ? engine.service() : undefined;
  }
}

function sessionRow(session: SessionSummary): SessionNode {
  return { kind: 'session', sessionId: session.session_id, session };
}
