import type { Folding } from '../../../protocol/outline.ts';
import { NONE } from '../table/branch-table.ts';
import type { Matches } from './matches.ts';
import type { StepTable } from '../table/step-table.ts';

export interface FoldingOptions extends Folding {
  /** The way to this step is open, whatever is folded. */
  readonly open?: string | undefined;
  /** Only these steps are shown; undefined: all. */
  readonly only?: Matches | undefined;
}

/** Returns whether a step's parts are shown: those of finished steps are not, a filter opens what leads to a match. */
export function openSteps(steps: StepTable, options: FoldingOptions): (at: number) => boolean {
  const { open, only } = options;
  const closed = numbersOf(steps, options.folded);
  const opened = numbersOf(steps, options.unfolded);
  const way = wayTo(steps, open);
  return (at) => {
    const branch = steps.branch(at);
    if (branch === NONE) return false;
    if (way.has(at)) return true;
    if (closed.has(at)) return false;
    if (opened.has(at)) return true;
    return only === undefined ? !steps.isFinished(at) : only.within[branch] !== 0;
  };
}

function numbersOf(steps: StepTable, ids: readonly string[] = []): ReadonlySet<number> {
  return new Set(ids.map((id) => steps.ids.find(id)));
}

/** The ancestors of a step. */
function wayTo(steps: StepTable, id: string | undefined): ReadonlySet<number> {
  const way = new Set<number>();
  const step = id === undefined ? NONE : steps.ids.find(id);
  if (step === NONE) return way;
  for (let at = steps.parent(step); at !== NONE; at = steps.parent(at)) way.add(at);
  return way;
}
