import type { OutlineRow } from '../../../protocol/outline.ts';
import { sumOf } from '../../view/state-counts.ts';
import { NONE, STATES } from '../table/branch-table.ts';
import type { Place } from './places.ts';
import type { StepTable } from '../table/step-table.ts';

export interface RowOptions extends Place {
  readonly isOpen: (at: number) => boolean;
}

/** Returns a step as lists and drawings show it. */
export function stepRow(
  steps: StepTable,
  at: number,
  { position, siblings, isOpen }: RowOptions,
): OutlineRow {
  const { k, leader, rival, dissent, redFlags } = steps.standing(at);
  const parent = steps.parent(at);
  const leaves = steps.leavesOf(at);
  return {
    step_id: steps.ids.get(at),
    parent_id: parent === NONE ? null : steps.ids.get(parent),
    level: steps.level(at),
    position,
    siblings,
    title: steps.title(at),
    kind: steps.kind(at),
    state: STATES[steps.state(at)] ?? 'planned',
    phase: steps.phase(at),
    k,
    leader,
    rival,
    dissent,
    red_flags: redFlags,
    unverified: steps.isUnverified(at),
    waiting_for: steps.triggers.get(at) ?? null,
    children: steps.childrenOf(at),
    folded: steps.branch(at) !== NONE && !isOpen(at),
    leaves: sumOf(leaves),
    leaves_done: leaves.accepted,
  };
}
