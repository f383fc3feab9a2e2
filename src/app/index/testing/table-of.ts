import type { SessionView } from '../../view/session-view.ts';
import { standingOf } from '../table/standing-of.ts';
import { StepTable } from '../table/step-table.ts';

/** Returns the table of a view that holds all its steps. */
export function tableOf(view: SessionView): StepTable {
  const steps = new StepTable();
  steps.sessionId = view.id;
  for (const step of view.steps.values()) steps.update(steps.add(step, 0), step, standingOf(view, step));
  return steps;
}
