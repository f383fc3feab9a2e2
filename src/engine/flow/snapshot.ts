import { isRecord, type Json } from '../json.ts';
import { frozen, thawed } from './frozen.ts';
import { initialState } from './reduce.ts';
import type { SessionKind } from './session-kind.ts';
import type { FlowState, LiveStep } from './state.ts';

/** Raised when the same fields come to mean something else; other fields are noticed by themselves. */
const VERSION = 1;

/** Returns the whole state (frontier, totals, the kind's own data) as JSON: its size does not depend on steps that have ended. */
export function snapshotOf<S, D>(state: FlowState<S, D>): Json {
  return { version: VERSION, kind: state.kind, state: frozen(state) };
}

/** Returns the state, or undefined when the snapshot is of another version, kind or shape: then the journal is folded instead. */
export function stateFrom<E, S, D>(kind: SessionKind<E, S, D>, snapshot: Json): FlowState<S, D> | undefined {
  if (!isRecord(snapshot) || snapshot['version'] !== VERSION || snapshot['kind'] !== kind.name)
    return undefined;
  const state = thawed(snapshot['state'] as Json);
  return hasShape(kind, state) ? state : undefined;
}

function hasShape<E, S, D>(kind: SessionKind<E, S, D>, state: unknown): state is FlowState<S, D> {
  const fresh = initialState(kind);
  if (!sameFields(state, fresh) || !sameFields(state['session'], fresh.session)) return false;
  const steps = state['steps'];
  return steps instanceof Map && [...steps.values()].every((step) => isStep(kind, step));
}

function isStep<E, S, D>(kind: SessionKind<E, S, D>, step: unknown): boolean {
  if (!isRecord(step) || STEP_FIELDS.some((name) => !(name in step))) return false;
  return sameFields(step['data'], kind.initialData(step['input'] as Json));
}

/** True when both are plain values, or objects with the same fields that hold the same kind of collection. */
function sameFields<T>(value: unknown, fresh: T): value is T & Record<string, unknown> {
  if (!isRecord(fresh)) return typeof value === typeof fresh;
  if (!isRecord(value)) return false;
  const names = Object.keys(fresh);
  return (
    Object.keys(value).length === names.length &&
    names.every((name) => name in value && collection(value[name]) === collection(fresh[name]))
  );
}

function collection(value: unknown): string {
  if (value instanceof Map) return 'map';
  if (value instanceof Set) return 'set';
  return Array.isArray(value) ? 'list' : 'other';
}

const FIELDS: Readonly<Record<keyof LiveStep<unknown>, true>> = {
  id: true,
  parent: true,
  graph: true,
  input: true,
  node: true,
  status: true,
  pending: true,
  dependents: true,
  openChildren: true,
  ended: true,
  visits: true,
  failures: true,
  gate: true,
  decision: true,
  data: true,
};

const STEP_FIELDS = Object.keys(FIELDS);
