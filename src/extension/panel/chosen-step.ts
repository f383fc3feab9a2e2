import type { Outline } from '../../protocol/outline.ts';
import { WHOLE_TASK, type PanelLook } from '../../protocol/panel.ts';
import type { SessionSummary } from '../../protocol/session.ts';

/** Returns the step to show: the chosen one, else what waits for a person, else what is at work, else the whole task. */
export function chosenStep(look: PanelLook, session: SessionSummary, outline: Outline): string {
  if (look.selected !== null) return look.selected;
  const asked = session.wait_state?.step_id ?? outline.waiting[0];
  if (asked !== undefined) return asked;
  return outline.rows.find((row) => row.state === 'working' && row.children === 0)?.step_id ?? WHOLE_TASK;
}
