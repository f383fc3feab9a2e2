import type * as vscode from 'vscode';
import type { Decision, SessionService } from '../protocol/service.ts';
import type { SessionSummary, WaitState } from '../protocol/session.ts';

/** The engine's process as the extension sees it: started on first use, started anew when it was lost. */
export interface EngineLink extends vscode.Disposable {
  /** Rejects with one sentence in an untrusted workspace (nothing is spawned then) or when the engine doesn't start. */
  service(): Promise<SessionService>;
  /** Undefined until the first `service()`. */
  readonly pid: number | undefined;
  readonly state: 'restricted' | 'off' | 'starting' | 'on' | 'lost';
  /** Why it was lost, in one sentence. */
  readonly lostBecause: string | undefined;
  /** Hands keys, by the name of their variable, to an engine that is there. */
  setKeys(keys: Readonly<Record<string, string>>): Promise<void>;
  restart(): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

export interface WaitingStep {
  readonly session: SessionSummary;
  readonly wait: WaitState;
}

/** What every view shows of sessions: summaries, kept current by the service's own notices; nothing is polled. */
export interface SessionsModel extends vscode.Disposable {
  /** Newest first; empty until the engine was started. */
  readonly sessions: readonly SessionSummary[];
  /** There are older ones than those listed. */
  readonly hasMore: boolean;
  loadMore(): Promise<void>;
  readonly waiting: readonly WaitingStep[];
  /** The one that status bar and panel show: chosen by a person, else the last that began here. */
  readonly followed: SessionSummary | undefined;
  follow(sessionId: string | undefined): void;
  /** The newest progress sentence of a session at work here. */
  progressOf(sessionId: string): string | undefined;
  refresh(): Promise<void>;
  /** At most ten times a second; names the sessions that changed. */
  readonly onDidChange: vscode.Event<ReadonlySet<string>>;
}

/** A step, and perhaps one class of its answers: what commands are given as their argument. */
export interface StepTarget {
  readonly sessionId: string;
  readonly stepId: string;
  readonly label?: string | undefined;
  readonly openedSeq?: number | undefined;
}

/** What features need of each other without importing each other. */
export interface Host {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly engine: EngineLink;
  readonly sessions: SessionsModel;
  /** Sends a decision; a stale one is refused in one sentence. */
  decide(target: StepTarget, decision: Decision): Promise<void>;
  /** Shows an error as one sentence, with a button to the log. */
  fail(error: unknown): void;
}

/** One part of the extension: sets itself up and returns what takes it down again. */
export interface Feature {
  readonly name: string;
  activate(host: Host): vscode.Disposable;
}
