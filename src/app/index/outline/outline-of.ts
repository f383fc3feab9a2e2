import type { Outline, OutlineQuery } from '../../../protocol/outline.ts';
import { NONE, TOP } from '../table/branch-table.ts';
import { placesOf, type Place } from './places.ts';
import { shownSteps } from './shown-steps.ts';
import { stepRow } from './step-row.ts';
import type { StepTable } from '../table/step-table.ts';
import type { VisibleSteps } from './visible-steps.ts';
import { waitingSteps } from './waiting-steps.ts';

const MOST_ROWS = 200;
const MOST_WAITING = 50;

/** Returns a page of a session's steps as a tree; only the rows of the page are worked out. */
export function outlineOf(steps: StepTable, query: Omit<OutlineQuery, 'sessionId'>): Outline {
  const { visible, isOpen, only } = shownSteps(steps, { ...query, open: query.around });
  const limit = Math.min(MOST_ROWS, Math.max(1, query.limit));
  const offset = pageStart(visible, { offset: query.offset, around: numberOf(steps, query.around) }, limit);
  const page = visible.page(offset, limit);
  const places = placesOf(steps, page, only);
  return {
    session_id: steps.sessionId,
    total: visible.length,
    offset,
    rows: page.map((at) => stepRow(steps, at, { ...(places.get(at) as Place), isOpen })),
    counts: steps.branches.leavesOf(TOP),
    waiting: waitingSteps(steps, MOST_WAITING),
  };
}

/** Where the page begins: a page that would lie behind the end is the last one. */
function pageStart(
  visible: VisibleSteps,
  { offset, around }: { readonly offset: number; readonly around: number },
  limit: number,
): number {
  const found = around === NONE ? -1 : visible.placeOf(around);
  if (found >= 0) return found - (found % limit);
  const last = Math.max(0, visible.length - 1);
  return Math.max(0, offset <= last ? offset : last - (last % limit));
}

function numberOf(steps: StepTable, id: string | undefined): number {
  return id === undefined ? NONE : steps.ids.find(id);
}
