import type { StepSpec } from '../../../engine/flow/step-spec.ts';
import type { JournalEvent } from '../../../engine/ports/journal.ts';

/** Fields of events that add steps. */
const ADDING = ['steps', 'children', 'next'] as const;

/** Returns the steps that the event adds, in order. */
export function addedSpecs(event: JournalEvent): readonly StepSpec[] {
  return ADDING.flatMap((field) => {
    const specs = event[field];
    return Array.isArray(specs) && isSpec(specs[0]) ? (specs as unknown as readonly StepSpec[]) : [];
  });
}

/** Other events have fields of these names too: a proposed plan names its steps by title. */
function isSpec(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'graph' in value;
}
