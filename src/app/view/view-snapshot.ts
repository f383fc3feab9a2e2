import { frozen, thawed } from '../../engine/flow/frozen.ts';
import { isRecord, type Json } from '../../engine/json.ts';
import { emptyView, type SessionView } from './session-view.ts';

/** Raised when a view's fields, or what they mean, change: then views are folded anew from their journals. */
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
  if (!isRecord(value) || !((value['steps'] as unknown) instanceof Map)) return false;
  return Object.keys(emptyView()).every((name) => name in value);
}
