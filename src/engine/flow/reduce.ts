import { isRecord, type Json } from '../json.ts';
import type { JournalEvent } from '../ports/journal.ts';
import { addAmounts } from './budget.ts';
import type { GateRequest, StepOutcome } from './next-action.ts';
import type { SessionKind } from './session-kind.ts';
import type { FlowState, LiveStep, SessionStatus } from './state.ts';
import type { StepSpec } from './step-spec.ts';

/** Returns the state of a session before its first event. */
export function initialState<E, S, D>(kind: SessionKind<E, S, D>): FlowState<S, D> {
  return {
    id: '',
    kind: kind.name,
    parentId: undefined,
    settings: null,
    status: 'running',
    summary: '',
    steps: new Map(),
    going: new Set(),
    ready: new Set(),
    waiting: new Set(),
    totals: { added: 0, done: 0, skipped: 0, failed: 0 },
    spent: {},
    session: kind.initialSession(),
  };
}

/** Folds one event into the state, which it owns and changes in place. Recomputes nothing that was recorded. */
export function reduce<E, S, D>(
  kind: SessionKind<E, S, D>,
  state: FlowState<S, D>,
  event: JournalEvent,
): void {
  const step = typeof event['step'] === 'string' ? state.steps.get(event['step']) : undefined;
  kind.fold(event, state.session, step?.data);
  if (isRecord(event['spend'])) addAmounts(state.spent, event['spend'] as Record<string, number>);
  switch (event.type) {
    case 'session-started':
      startSession(kind, state, event);
      break;
    case 'session-paused':
      state.status = 'paused';
      state.summary = String(event['summary'] ?? '');
      break;
    case 'session-resumed':
      state.status = 'running';
      break;
    case 'node-finished':
      if (step !== undefined) finishNode(kind, state, step, event);
      break;
    case 'node-failed':
      if (step !== undefined) step.failures += 1;
      break;
    case 'gate-opened':
      if (step !== undefined) openGate(state, step, event);
      break;
    case 'gate-decided':
      if (step !== undefined) decideGate(state, step, event);
      break;
    default:
  }
}

function startSession<E, S, D>(
  kind: SessionKind<E, S, D>,
  state: FlowState<S, D>,
  event: JournalEvent,
): void {
  state.id = String(event['id']);
  state.parentId = typeof event['parentId'] === 'string' ? event['parentId'] : undefined;
  state.settings = event['settings'] ?? null;
  addSteps(kind, state, undefined, event['steps']);
}

function finishNode<E, S, D>(
  kind: SessionKind<E, S, D>,
  state: FlowState<S, D>,
  step: LiveStep<D>,
  event: JournalEvent,
): void {
  step.gate = undefined;
  step.decision = undefined;
  step.failures = 0;
  if (typeof event['end'] === 'string') {
    const summary = String(event['summary'] ?? '');
    endStep(kind, state, step, event);
    if (typeof event['session'] !== 'string') return;
    state.status = event['session'] as SessionStatus;
    state.summary = summary;
    return;
  }
  step.node = String(event['to']);
  step.visits[step.node] = (step.visits[step.node] ?? 0) + 1;
  addSteps(kind, state, step, event['children']);
  if (step.openChildren > 0) {
    leaveQueues(state, step);
    step.status = 'joining';
  } else goOn(state, step);
}

/** A step that goes on keeps its place, so that one is finished before the next is taken up. */
function goOn<S, D>(state: FlowState<S, D>, step: LiveStep<D>): void {
  if (!state.ready.delete(step.id)) state.waiting.delete(step.id);
  step.status = 'ready';
  state.going.add(step.id);
}

/** A step stands in one queue at most. */
function leaveQueues<S, D>(state: FlowState<S, D>, { id }: LiveStep<D>): void {
  if (!state.ready.delete(id) && !state.going.delete(id)) state.waiting.delete(id);
}

function addSteps<E, S, D>(
  kind: SessionKind<E, S, D>,
  state: FlowState<S, D>,
  parent: LiveStep<D> | undefined,
  specs: Json | undefined,
): void {
  if (!Array.isArray(specs)) return;
  for (const spec of specs as unknown as readonly StepSpec[]) {
    if (state.steps.has(spec.id)) continue;
    const step = newStep(kind, state, parent, spec);
    state.steps.set(spec.id, step);
    for (const id of step.pending) state.steps.get(id)?.dependents.push(step.id);
    if (step.status === 'ready') state.ready.add(step.id);
    state.totals.added += 1;
    if (parent !== undefined) parent.openChildren += 1;
  }
}

function newStep<E, S, D>(
  kind: SessionKind<E, S, D>,
  state: FlowState<S, D>,
  parent: LiveStep<D> | undefined,
  spec: StepSpec,
): LiveStep<D> {
  const start = kind.graphs[spec.graph]?.start ?? '';
  const pending = stillLive(state, spec.dependsOn);
  return {
    id: spec.id,
    parent: parent?.id,
    graph: spec.graph,
    input: spec.input,
    node: start,
    status: pending.size > 0 ? 'blocked' : 'ready',
    pending,
    dependents: [],
    openChildren: 0,
    ended: { done: 0, skipped: 0, failed: 0 },
    visits: { [start]: 1 },
    failures: 0,
    gate: undefined,
    decision: undefined,
    data: kind.initialData(spec.input, parent?.data),
  };
}

/** Of a step that waits for nothing; ids are only ever taken out of it. */
const NOTHING: Set<string> = new Set();

function stillLive<S, D>(state: FlowState<S, D>, ids: readonly string[]): Set<string> {
  return ids.length === 0 ? NOTHING : new Set(ids.filter((id) => state.steps.has(id)));
}

/** What follows the step is there before its parent is looked at: a parent does not go on between two of its children. */
function endStep<E, S, D>(
  kind: SessionKind<E, S, D>,
  state: FlowState<S, D>,
  step: LiveStep<D>,
  event: JournalEvent,
): void {
  const { id, data } = step;
  const outcome = event['end'] as StepOutcome;
  const parent = step.parent === undefined ? undefined : state.steps.get(step.parent);
  const summary = String(event['summary'] ?? '');
  kind.stepEnded?.({ id, data, outcome, summary, parent: parent?.data, session: state.session });
  state.steps.delete(id);
  state.totals[outcome] += 1;
  leaveQueues(state, step);
  for (const dependent of step.dependents) release(state, state.steps.get(dependent), id);
  addSteps(kind, state, parent, event['next']);
  if (parent !== undefined) childEnded(state, parent, outcome);
}

function childEnded<S, D>(state: FlowState<S, D>, parent: LiveStep<D>, outcome: StepOutcome): void {
  parent.ended[outcome] += 1;
  parent.openChildren -= 1;
  if (parent.openChildren === 0 && parent.status === 'joining') goOn(state, parent);
}

function release<S, D>(state: FlowState<S, D>, step: LiveStep<D> | undefined, ended: string): void {
  if (step?.pending.delete(ended) !== true || step.pending.size > 0 || step.status !== 'blocked') return;
  step.status = 'ready';
  state.ready.add(step.id);
}

function openGate<S, D>(state: FlowState<S, D>, step: LiveStep<D>, event: JournalEvent): void {
  leaveQueues(state, step);
  step.status = 'waiting';
  step.gate = event['gate'] as unknown as GateRequest;
  state.waiting.add(step.id);
}

function decideGate<S, D>(state: FlowState<S, D>, step: LiveStep<D>, event: JournalEvent): void {
  if (step.status !== 'waiting') return;
  step.decision = event['decision'] ?? null;
  goOn(state, step);
}
