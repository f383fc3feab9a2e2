import type { Json } from '../json.ts';
import type { JournalEvent } from '../ports/journal.ts';
import { chooseEdge, type GraphDefinition } from './graph.ts';
import type { EndDetails, NextAction, StepOutcome } from './next-action.ts';
import { nextDelay } from './retry.ts';
import type { LiveStep } from './state.ts';

/** What an action comes to: the events to record in order, and what the runner does besides. */
export interface Transition {
  readonly events: readonly JournalEvent[];
  /** The same node runs again after so many milliseconds. */
  readonly retryAfterMs?: number;
  /** The session has ended with this sentence. */
  readonly ended?: string;
}

export interface Standing<Data> {
  readonly step: LiveStep<Data>;
  readonly graph: GraphDefinition;
  /** No other step is live: with this one the session ends. */
  readonly isLast: boolean;
}

/** Returns what a MicroTask's answer means for its step. Changes nothing. */
export function transitionOf<D>(standing: Standing<D>, action: NextAction): Transition {
  const { step } = standing;
  switch (action.kind) {
    case 'continue':
      return along(standing, action.outcome ?? 'continue', action.spawn ?? []);
    case 'goto':
      return { events: [moved(step, action.node)] };
    case 'wait':
      return { events: [{ type: 'gate-opened', step: step.id, gate: asJson(action.gate) }] };
    case 'end':
      return end(standing, action.outcome, action.details);
    case 'error':
      return failed(standing, action);
  }
}

function along<D>(standing: Standing<D>, outcome: string, children: readonly unknown[]): Transition {
  const { step, graph } = standing;
  const to = chooseEdge(graph, step.node, { outcome, data: step.data });
  if (to !== undefined) return { events: [moved(step, to, children)] };
  const summary =
    outcome === 'loop-cap'
      ? `Node "${step.node}" was entered more often than it may be.`
      : `No edge leaves node "${step.node}" for outcome "${outcome}".`;
  return end(standing, 'failed', { summary });
}

function failed<D>(standing: Standing<D>, error: NextAction & { kind: 'error' }): Transition {
  const { step, graph } = standing;
  const { code, message } = error;
  const failure: JournalEvent = { type: 'node-failed', step: step.id, node: step.node, code, message };
  const delay = error.retryable ? nextDelay(graph.nodes[step.node]?.retry, step.failures + 1) : undefined;
  if (delay !== undefined) return { events: [failure], retryAfterMs: delay };
  const to = chooseEdge(graph, step.node, { outcome: 'error', data: step.data });
  if (to !== undefined) return { events: [failure, moved(step, to)] };
  const ending = end(standing, 'failed', { summary: message });
  return { ...ending, events: [failure, ...ending.events] };
}

function moved<D>(step: LiveStep<D>, to: string, children: readonly unknown[] = []): JournalEvent {
  const spawned = children.length === 0 ? {} : { children: asJson(children) };
  return { type: 'node-finished', step: step.id, node: step.node, to, ...spawned };
}

/** The end of a step, what follows it and, if it is the last or says so, the end of the session, in one event: a kill cannot part them. */
function end<D>({ step, isLast }: Standing<D>, outcome: StepOutcome, details: EndDetails): Transition {
  const { summary = '', facts, next = [] } = details;
  const event: Record<string, Json> & { type: string } = {
    type: 'node-finished',
    step: step.id,
    node: step.node,
    end: outcome,
    summary,
  };
  // Added one by one: spreading copies the event anew each time, and a step may be over in a few microseconds.
  if (facts !== undefined) Object.assign(event, facts);
  if (details.session === undefined && next.length > 0) {
    event['next'] = asJson(next);
    return { events: [event] };
  }
  const last = isLast ? (outcome === 'failed' ? 'failed' : 'completed') : undefined;
  const session = details.session ?? last;
  if (session === undefined) return { events: [event] };
  event['session'] = session;
  return { events: [event], ended: summary };
}

/** The flow's own records are plain data; JSON's type does not know readonly interfaces. */
function asJson(value: unknown): Json {
  return value as Json;
}
