import type { StepGraph, StepGraphQuery } from '../../protocol/outline.ts';
import { NONE } from './branch-table.ts';
import { chosenSteps, firstAtWork } from './chosen-steps.ts';
import { Drawing } from './drawing.ts';
import { openSteps } from './folding.ts';
import type { StepTable } from './step-table.ts';
import { visibleSteps } from './visible.ts';

const MOST_NODES = 240;

/** Returns a drawing of a session's steps with at most `limit` nodes (more only where the way to the focus alone is longer). */
export function stepGraphOf(steps: StepTable, query: Omit<StepGraphQuery, 'sessionId'>): StepGraph {
  const isOpen = openSteps(steps, { ...query, open: query.focus });
  const visible = visibleSteps(steps, { isOpen });
  const wanted = query.focus === undefined ? NONE : steps.ids.find(query.focus);
  const focus = wanted === NONE || steps.isRoot(wanted) ? firstAtWork(steps, visible) : wanted;
  const limit = Math.min(MOST_NODES, Math.max(1, query.limit));
  const chosen = chosenSteps(steps, { visible, isOpen, focus, limit });
  const drawing = new Drawing(steps, { chosen, isOpen });
  return {
    session_id: steps.sessionId,
    nodes: drawing.nodes,
    dependencies: drawing.dependencies(),
    total_steps: steps.length - steps.roots,
  };
}
