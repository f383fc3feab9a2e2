import type { OutlineRow } from '../../protocol/outline.ts';
import type { SessionSummary, VoteClass } from '../../protocol/session.ts';

/** A row of the sessions' view. `sessionId`, `stepId` and `label` are what commands are given it for. */
export type SessionNode = SessionRow | StepRow | AnswerRow | MoreRow | OthersRow | LostRow;

export interface SessionRow {
  readonly kind: 'session';
  readonly sessionId: string;
  readonly session: SessionSummary;
}

export interface StepRow {
  readonly kind: 'step';
  readonly sessionId: string;
  readonly stepId: string;
  readonly openedSeq: number | undefined;
  readonly row: OutlineRow;
  /** Its session came from elsewhere: what it waited for is not asked here. */
  readonly imported: boolean;
}

export interface AnswerRow {
  readonly kind: 'answer';
  readonly sessionId: string;
  readonly stepId: string;
  readonly label: string;
  readonly openedSeq: number | undefined;
  readonly answer: VoteClass;
}

/** Loads the next page: of sessions, or of a session's steps. */
export interface MoreRow {
  readonly kind: 'more';
  readonly of: string | null;
  readonly left: number | null;
}

/** Sessions that work in folders which are not open here. */
export interface OthersRow {
  readonly kind: 'others';
  readonly count: number;
}

export interface LostRow {
  readonly kind: 'lost';
  readonly sentence: string;
}
