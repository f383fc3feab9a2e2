import type { SessionService } from '../../protocol/service.ts';
import type { WaitingStep } from '../host.ts';
import { sessionTitle } from './session-words.ts';
import { STEPS_PAGE } from './steps-of-session.ts';
import { triggerWord } from './step-words.ts';

/** Titles of steps by session and step. */
export type StepTitles = ReadonlyMap<string, string>;

/** Returns the titles of what waits: one question for each session that has something waiting. */
export async function stepTitles(
  service: Pick<SessionService, 'outline'>,
  waiting: readonly WaitingStep[],
): Promise<StepTitles> {
  const sessions = [...new Set(waiting.map(({ session }) => session.session_id))];
  const pages = await Promise.all(
    sessions.map((sessionId) =>
      service.outline({ sessionId, states: ['waiting'], offset: 0, limit: STEPS_PAGE }),
    ),
  );
  const rows = pages.flatMap(({ session_id: id, rows: found }) => found.map((row) => [id, row] as const));
  return new Map(rows.map(([id, row]) => [nameOf(id, row.step_id), row.title]));
}

/** Returns what a list calls a question: its step's title; a session's own question is called by what it asks. */
export function titleOfWaiting({ session, wait }: WaitingStep, titles: StepTitles): string {
  return titles.get(nameOf(session.session_id, wait.step_id)) ?? capital(triggerWord(wait.trigger));
}

/** Returns the line beside it. */
export function descriptionOfWaiting({ session, wait }: WaitingStep, titles: StepTitles): string {
  const named = titles.has(nameOf(session.session_id, wait.step_id));
  return [named ? triggerWord(wait.trigger) : '', sessionTitle(session)]
    .filter((part) => part !== '')
    .join(' · ');
}

function nameOf(sessionId: string, stepId: string): string {
  return `${sessionId}\n${stepId}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
