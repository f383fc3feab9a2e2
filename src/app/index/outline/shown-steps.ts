import type { OutlineQuery } from '../../../protocol/outline.ts';
import { openSteps } from './folding.ts';
import { matchingSteps, type Matches } from './matches.ts';
import type { StepTable } from '../table/step-table.ts';
import type { VisibleSteps } from './visible-steps.ts';
import { visibleSteps } from './visible.ts';

export interface ShownSteps {
  /** Parents before children, siblings in order. */
  readonly visible: VisibleSteps;
  readonly isOpen: (at: number) => boolean;
  /** What is shown when something is looked for. */
  readonly only: Matches | undefined;
}

export interface ShownOptions extends Pick<OutlineQuery, 'folded' | 'unfolded' | 'find' | 'states'> {
  /** The way to this step is open, whatever is folded. */
  readonly open: string | undefined;
}

interface Known {
  readonly version: number;
  readonly options: string;
  readonly shown: ShownSteps;
}

const known = new WeakMap<StepTable, Known>();

/** Returns which steps are shown. Who turns pages asks the same again and again: while no step changes, it is found once. */
export function shownSteps(steps: StepTable, options: ShownOptions): ShownSteps {
  const { folded, unfolded, find, states, open } = options;
  const asked = JSON.stringify([folded, unfolded, find, states, open]);
  const before = known.get(steps);
  if (before?.version === steps.version && before.options === asked) return before.shown;
  const only = matchingSteps(steps, options);
  const isOpen = openSteps(steps, { ...options, only });
  const shown = { visible: visibleSteps(steps, { isOpen, only }), isOpen, only };
  known.set(steps, { version: steps.version, options: asked, shown });
  return shown;
}
