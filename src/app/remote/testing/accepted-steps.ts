import type { ServiceEvent } from '../../../protocol/event.ts';

/** Returns the steps that these events say were accepted, each as often as it is said; the session's own is left out. */
export function acceptedSteps(events: readonly ServiceEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'step-state' && event.state === 'accepted' && event.step_id !== 'task'
      ? event.step_id
      : [],
  );
}
