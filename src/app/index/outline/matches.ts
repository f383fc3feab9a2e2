import type { OutlineQuery } from '../../../protocol/outline.ts';
import { NONE, STATES } from '../table/branch-table.ts';
import { isRootIn, LOOK_MASK, stateIn } from '../table/look.ts';
import type { Places, StepTable } from '../table/step-table.ts';

/** What is looked for, with all that leads to it. */
export interface Matches {
  /** 1 for each step that matches or leads to one that does. */
  readonly steps: Uint8Array;
  /** How many of them each branch holds. */
  readonly within: Int32Array;
}

/** Returns the steps that are looked for; undefined when nothing is looked for. */
export function matchingSteps(
  steps: StepTable,
  { find, states = [] }: Pick<OutlineQuery, 'find' | 'states'>,
): Matches | undefined {
  const text = find?.trim().toLowerCase() ?? '';
  if (text === '' && states.length === 0) return undefined;
  const wanted = wantedLooks(states);
  const contains = text === '' ? () => true : containing(steps, text);
  const matches = { steps: new Uint8Array(steps.length), within: new Int32Array(steps.branches.length) };
  const { looks, places } = steps;
  for (let at = 0; at < matches.steps.length; at += 1) {
    if (wanted[(looks[at] as number) & LOOK_MASK] === 1 && contains(at)) add(matches, places, at);
  }
  return matches;
}

/** Whether a step's id, title or description contains a text. */
function containing(steps: StepTable, text: string): (at: number) => boolean {
  const { title, description } = steps.places;
  const ids = steps.ids.containing(text);
  const texts = steps.texts.containing(text);
  return (at) => ids[at] === 1 || texts[title[at] as number] === 1 || texts[description[at] as number] === 1;
}

/** 1 for the looks that are wanted. No states: all of them. The step that stands for the session is not in the tree. */
function wantedLooks(states: readonly string[]): Uint8Array {
  return Uint8Array.from({ length: LOOK_MASK + 1 }, (_none, look) => {
    const state = STATES[stateIn(look)] ?? '';
    return Number(!isRootIn(look) && (states.length === 0 || states.includes(state)));
  });
}

function add(matches: Matches, { within, owner }: Places, step: number): void {
  for (let at = step; at !== NONE && matches.steps[at] === 0;) {
    const branch = within[at] as number;
    const before = matches.within[branch] as number;
    matches.steps[at] = 1;
    matches.within[branch] = before + 1;
    // What leads there was added with the first.
    at = before > 0 ? NONE : (owner[branch] as number);
  }
}
