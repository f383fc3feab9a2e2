import { blockOf } from '../table/block-table.ts';
import { NONE, TOP } from '../table/branch-table.ts';
import type { StepTable } from '../table/step-table.ts';

/** Returns the first steps that wait for a person, in the order of the tree. The session's own step may wait too, and comes first. */
export function waitingSteps(steps: StepTable, most: number): string[] {
  const waiting = [...steps.triggers.keys()].filter((at) => steps.isRoot(at)).sort((a, b) => a - b);
  addWaiting(steps, TOP, { waiting, most });
  return waiting.slice(0, most).map((at) => steps.ids.get(at));
}

/** Looks only where counts say that something waits. */
function addWaiting(
  steps: StepTable,
  branch: number,
  found: { readonly waiting: number[]; readonly most: number },
): void {
  const { branches, blocks } = steps;
  let missing = branches.gated.at(branch);
  for (let at = branches.first.at(branch); at !== NONE && missing > 0; at = steps.next(at)) {
    if (found.waiting.length >= found.most) return;
    const end = steps.rowEnd(at);
    if (end > at && !blocks.hasGated(blockOf(at))) {
      at = end - 1;
      continue;
    }
    const beneath = steps.branch(at) === NONE ? 0 : branches.gated.at(steps.branch(at));
    const waits = steps.triggers.has(at);
    if (waits) found.waiting.push(at);
    if (beneath > 0) addWaiting(steps, steps.branch(at), found);
    missing -= beneath + (waits ? 1 : 0);
  }
}
