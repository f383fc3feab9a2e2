import type { ServiceEvent } from '../../protocol/event.ts';
import { restLine } from './estimates.ts';
import { oneLine } from './harmless.ts';
import { money, counted } from './quantities.ts';

type Of<Type extends ServiceEvent['type']> = Extract<ServiceEvent, { type: Type }>;

/** Returns what an event says to a person who reads a log, on one line without colour; undefined for events that say nothing new. */
export function eventLine(event: ServiceEvent): string | undefined {
  const text = sentence(event);
  return text === undefined ? undefined : oneLine('step_id' in event ? `${event.step_id}  ${text}` : text);
}

// One line a kind of event: a table, however long it gets.
function sentence(event: ServiceEvent): string | undefined {
  switch (event.type) {
    case 'session-started':
      return `Session ${event.session_id} begins: ${event.prompt} (${event.domain}, ${event.provider} ${event.model})`;
    case 'session-resumed':
      return `Session ${event.session_id} goes on`;
    case 'progress':
      return event.message;
    case 'warning':
      return `Warning: ${event.message}`;
    case 'baseline-recorded':
      return `Baseline: ${event.summary}`;
    case 'plan-proposed':
      return `proposal ${event.index + 1}: ${counted(event.steps.length, 'step')}`;
    case 'plan-chosen':
      return `plan ${event.unanimous ? 'agreed' : 'chosen'}: ${event.steps.join('; ')}`;
    case 'step-added':
      return `planned: ${event.title}${event.promise.length === 0 ? ' (unverified)' : ''}`;
    case 'step-state':
      return ['working', 'waiting'].includes(event.state) ? undefined : event.state;
    case 'sample-recorded':
      return sampled(event);
    case 'escalated':
      return event.message;
    case 'vote-concluded':
      return voted(event);
    case 'candidate-verified':
      return `verification ${event.verification.verdict}: ${event.verification.summary}`;
    case 'k-adapted':
      return `k ${event.from} → ${event.k}, for the rest needs ${event.needed ?? 'more than any k gives'}`;
    case 'estimates':
      return `Estimates: ${restLine(event.estimates)}`;
    case 'step-rolled-back':
      return `attempt ${event.attempt} rolled back: ${event.reason}`;
    case 'gate-opened':
      return `waits (${event.wait_state.trigger}): ${event.wait_state.details}`;
    case 'gate-decided':
      return `decided: ${event.decision}${event.comment === null ? '' : ` (${event.comment})`}`;
    case 'candidate-accepted':
      return `accepted: ${event.summary}`;
    case 'events-skipped':
      return `${counted(event.count, 'event')} left out`;
    default:
      return delivery(event);
  }
}

function delivery(
  event: Of<
    | 'delivery-started'
    | 'delivery-finished'
    | 'delivery-refused'
    | 'delivery-undone'
    | 'session-paused'
    | 'session-finished'
  >,
): string | undefined {
  switch (event.type) {
    case 'delivery-started':
      return undefined;
    case 'delivery-finished':
      return `Delivered ${event.files.join(', ')}`;
    case 'delivery-refused':
      return `Delivery refused, because these changed meanwhile: ${event.changed.join(', ')}`;
    case 'delivery-undone':
      return `Undone: ${event.files.join(', ')}`;
    case 'session-paused':
      return event.waiting.length === 0
        ? 'Paused'
        : `Paused: ${counted(event.waiting.length, 'decision')} needed`;
    case 'session-finished':
      return `${event.status}: ${event.summary}`;
  }
}

function sampled(event: Of<'sample-recorded'>): string {
  const cost = event.cost_usd === null || event.cost_usd === 0 ? '' : `, ${money(event.cost_usd)}`;
  const which = `sample ${event.index + 1}`;
  if (event.outcome === 'no-answer') return `${which}: no answer${cost}`;
  if (event.outcome === 'flagged') {
    return `${which}: red flag ${event.flags.map(({ rule, reason }) => `${rule} (${reason})`).join(', ')}${cost}`;
  }
  return `${which}: votes for ${event.class ?? 'a new answer'}; ${tally(event.votes)}${cost}`;
}

function voted(event: Of<'vote-concluded'>): string {
  const result = event.decided ? `${event.winner ?? 'a class'} wins by ${event.margin}` : 'undecided';
  const needed = event.rule === undefined ? `a lead of ${event.k}` : counted(event.k, 'vote');
  return `vote ${result}; ${tally(event.votes)}, dissent ${event.dissent}, needs ${needed}`;
}

function tally(votes: Readonly<Record<string, number>>): string {
  return Object.entries(votes)
    .map(([label, count]) => `${label} ${count}`)
    .join(', ');
}
