import type { OutlineQuery } from '../../protocol/outline.ts';
import { NONE, STATES } from './branch-table.ts';
import type { StepTable } from './step-table.ts';

/** What is looked for, with all that leads to it. */
export interface Matches {
  /** 1 for each step that matches or leads to one that does. */
  readonly steps: Uint8Array;
  /** 1 for each branch that holds one. */
  readonly within: Uint8Array;
}

/** Returns the steps that are looked for; undefined when nothing is looked for. */
export function matchingSteps(
  steps: StepTable,
  { find, states }: Pick<OutlineQuery, 'find' | 'states'>,
): Matches | undefined {
  const text = find?.trim().toLowerCase() ?? '';
  const anyState = states === undefined || states.length === 0;
  if (text === '' && anyState) return undefined;
  const wanted = STATES.map((state) => anyState || states.includes(state));
  const contains = text === '' ? () => true : containing(steps, text);
  const matches = { steps: new Uint8Array(steps.length), within: new Uint8Array(steps.branches.length) };
  for (let at = 0; at < steps.length; at += 1) {
    if (wanted[steps.state(at)] === true && contains(at) && !steps.isRoot(at)) add(matches, steps, at);
  }
  return matches;
}

function containing(steps: StepTable, text: string): (at: number) => boolean {
  const ids = steps.ids.containing(text);
  const briefs = steps.briefs.containing(text);
  return (at) => ids[at] === 1 || briefs[steps.brief(at)] === 1;
}

function add(matches: Matches, steps: StepTable, step: number): void {
  for (let at = step; at !== NONE && matches.steps[at] === 0; at = steps.parent(at)) {
    matches.steps[at] = 1;
    matches.within[steps.within(at)] = 1;
  }
}
