import type { StepSpec } from '../../../engine/flow/step-spec.ts';
import type { JournalEvent } from '../../../engine/ports/journal.ts';

/** Fields of events that add steps. */
const ADDING = ['steps', 'children', 'next'] as const;
const NONE: readonly StepSpec[] = [];

/** Returns the steps that the event adds, in order; no event has two such fields. */
export function addedSpecs(event: JournalEvent): readonly StepSpec[] {
  for (const field of ADDING) {
    const specs = event[field];
    if (Array.isArray(specs) && isSpec(specs[0])) return specs as unknown as readonly StepSpec[];
  }
  return NONE;
}

/** Other events have fields of these names too: a proposed plan names its steps by title. */
function isSpec(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'graph' in value;
}
