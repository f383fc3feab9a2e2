import type { StepGraph, StepGraphQuery } from '../../../protocol/outline.ts';
import { chosenSteps } from './chosen-steps.ts';
import { Drawing } from './drawing.ts';
import { shownSteps } from '../outline/shown-steps.ts';
import type { VisibleSteps } from '../outline/visible-steps.ts';
import type { StepTable } from '../table/step-table.ts';

const MOST_NODES = 240;

/** Returns a drawing of a session's steps with at most `limit` nodes (more only where the way to the focus alone is longer). */
export function stepGraphOf(steps: StepTable, query: Omit<StepGraphQuery, 'sessionId'>): StepGraph {
  const { folded, unfolded } = query;
  const { visible, isOpen } = shownSteps(steps, { folded, unfolded, open: query.focus });
  const limit = Math.min(MOST_NODES, Math.max(1, query.limit));
  const chosen = chosenSteps(steps, { visible, isOpen, focus: focusOf(steps, visible, query), limit });
  const drawing = new Drawing(steps, { chosen, isOpen });
  return {
    session_id: steps.sessionId,
    nodes: drawing.nodes,
    dependencies: drawing.dependencies(),
    total_steps: steps.length - steps.roots,
  };
}

/** Place of the step that must be drawn, among the visible ones. */
function focusOf(
  steps: StepTable,
  visible: VisibleSteps,
  { focus }: { focus?: string | undefined },
): number | undefined {
  const place = focus === undefined ? -1 : visible.placeOf(steps.ids.find(focus));
  return place < 0 ? undefined : place;
}
