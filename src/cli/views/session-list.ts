import type { SessionSummary } from '../../protocol/session.ts';
import { column, fit } from './fit.ts';
import { oneLine } from './harmless.ts';
import { statusWord } from './marks.ts';
import type { Canvas } from './paint.ts';

const FIRST = 'No sessions yet; begin with: microfactory run --prompt "Fix the failing tests"';

/** Returns the sessions as a table, one a line, with what a paused one waits for. */
export function sessionListLines(sessions: readonly SessionSummary[], { paint, width }: Canvas): string[] {
  if (sessions.length === 0) return [FIRST];
  const idWidth = Math.max(7, ...sessions.map(({ session_id }) => session_id.length));
  const row = (cells: readonly [string, string, string, string, string]): string => {
    const [id, status, steps, updated, prompt] = cells;
    const left = [column(id, idWidth), column(status, 9), column(steps, 7), column(updated, 16)].join('  ');
    return fit(`${left}  ${prompt}`, width);
  };
  const head = paint.dim(row(['SESSION', 'STATUS', 'STEPS', 'UPDATED (UTC)', 'PROMPT']));
  return [
    head,
    ...sessions.map((session) =>
      row([
        oneLine(session.session_id),
        statusWord(session.status, paint),
        `${session.completed_steps}/${session.total_steps}`,
        session.updated_at.slice(0, 16).replace('T', ' '),
        promptOf(session),
      ]),
    ),
  ];
}

function promptOf({ prompt, wait_state }: SessionSummary): string {
  return wait_state === null ? oneLine(prompt) : `${oneLine(prompt)} (waits: ${oneLine(wait_state.trigger)})`;
}
