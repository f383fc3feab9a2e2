import type { ServiceEvent } from '../../protocol/event.ts';

/** How an event fares when far too many wait: `kept` always goes, `last` makes way when nothing else is left. */
type Fate = 'kept' | 'last' | 'skipped';

/**
 * Complete by its type. What is skipped can be looked up in the session; what a person acts on is kept, and warnings,
 * which nobody records, make way last.
 */
const FATES: Readonly<Record<ServiceEvent['type'], Fate>> = {
  'session-started': 'kept',
  'session-resumed': 'kept',
  'session-paused': 'kept',
  'session-finished': 'kept',
  'baseline-recorded': 'kept',
  'gate-opened': 'kept',
  'gate-decided': 'kept',
  'delivery-started': 'kept',
  'delivery-finished': 'kept',
  'delivery-refused': 'kept',
  'delivery-undone': 'kept',
  warning: 'last',
  progress: 'skipped',
  'plan-proposed': 'skipped',
  'plan-chosen': 'skipped',
  'step-added': 'skipped',
  'step-state': 'skipped',
  'sample-recorded': 'skipped',
  'vote-concluded': 'skipped',
  escalated: 'skipped',
  'candidate-verified': 'skipped',
  'step-rolled-back': 'skipped',
  'candidate-accepted': 'skipped',
  'k-adapted': 'skipped',
  estimates: 'skipped',
  'events-skipped': 'skipped',
};

export function fateOf(event: ServiceEvent): Fate {
  return FATES[event.type];
}

/** Returns the event that says that these were left out; of one session, oldest first, at least one. */
export function skippedEvents(session_id: string, events: readonly ServiceEvent[]): ServiceEvent {
  const { seq = 0, at = '' } = events.at(-1) ?? {};
  const counts = events.map((event) => (event.type === 'events-skipped' ? event.count : 1));
  return { type: 'events-skipped', session_id, seq, at, count: counts.reduce((sum, each) => sum + each, 0) };
}
