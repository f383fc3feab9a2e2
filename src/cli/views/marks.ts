import type { SessionStatus, StepState } from '../../protocol/session.ts';
import type { Paint } from './paint.ts';

const MARKS: Readonly<Record<StepState, string>> = {
  planned: '○',
  working: '◐',
  waiting: '◆',
  accepted: '✓',
  skipped: '–',
  failed: '✗',
};

/** Returns the one-column mark of a step's state. */
export function stateMark(state: StepState, paint: Paint): string {
  const colours: Readonly<Record<StepState, (text: string) => string>> = {
    planned: paint.dim,
    working: paint.cyan,
    waiting: paint.yellow,
    accepted: paint.green,
    skipped: paint.dim,
    failed: paint.red,
  };
  return colours[state](MARKS[state]);
}

/** Returns a session's status in its colour. */
export function statusWord(status: SessionStatus, paint: Paint): string {
  const colours: Readonly<Record<SessionStatus, (text: string) => string>> = {
    running: paint.cyan,
    paused: paint.yellow,
    completed: paint.green,
    failed: paint.red,
    cancelled: paint.dim,
  };
  return colours[status](status);
}
