import type { OutlineRow } from '../../protocol/outline.ts';
import type { SessionView } from './session-view.ts';
import { sumOf } from './state-counts.ts';
import type { Subtree } from './step-tree.ts';
import { ballotOfStep } from './step-summary.ts';
import { isSolvedGraph } from './step-view.ts';
import type { VisibleStep } from './visible-steps.ts';

/** Returns a visible step as lists and drawings show it. */
export function outlineRow(view: SessionView, visible: VisibleStep, beneath: Subtree): OutlineRow {
  const { step, parent, level, children } = visible.node;
  const { standing } = ballotOfStep(view, step);
  const leader = standing.votes - standing.dissent;
  return {
    step_id: step.id,
    parent_id: parent?.step.id ?? null,
    level,
    position: visible.position,
    siblings: visible.siblings,
    title: step.input.brief.title,
    kind: step.input.brief.kind,
    state: step.state,
    phase: step.phase,
    k: standing.needed,
    leader: standing.votes === 0 ? null : leader,
    rival: standing.votes === 0 ? null : leader - standing.margin,
    dissent: standing.dissent,
    red_flags: step.samples.filter((sample) => sample.outcome === 'flagged').length,
    unverified: step.input.brief.promise.kind === 'none' && isSolvedGraph(step.graph),
    waiting_for: step.gate?.trigger ?? null,
    children: children.length,
    folded: visible.folded,
    leaves: sumOf(beneath.leaves),
    leaves_done: beneath.leaves.accepted,
  };
}
