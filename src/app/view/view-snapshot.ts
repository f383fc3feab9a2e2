import { frozen, thawed } from '../../engine/flow/frozen.ts';
import { isRecord, type Json } from '../../engine/json.ts';
import { emptyView, type SessionView } from './session-view.ts';
import { newStepView } from './step-view.ts';

/** Raised when the same fields come to mean something else: then views are folded anew from their journals. */
const VERSION = 1;

/** Returns the view as JSON that `viewFrom` makes the same view of. */
export function snapshotOfView(view: SessionView): Json {
  return { version: VERSION, view: frozen(view) };
}

/** Returns the view, or undefined when the snapshot is of another version or shape. */
export function viewFrom(snapshot: Json | undefined): SessionView | undefined {
  if (!isRecord(snapshot) || snapshot['version'] !== VERSION) return undefined;
  const view = thawed(snapshot['view'] as Json);
  return isView(view) ? view : undefined;
}

function isView(value: unknown): value is SessionView {
  if (!hasFields(value, emptyView())) return false;
  const steps: unknown = value['steps'];
  const step = newStepView({ id: '', dependsOn: [], graph: '', input: null }, null);
  return steps instanceof Map && [...steps.values()].every((each) => hasFields(each, step));
}

function hasFields(value: unknown, of: object): value is Record<string, unknown> {
  return isRecord(value) && Object.keys(of).every((name) => name in value);
}
