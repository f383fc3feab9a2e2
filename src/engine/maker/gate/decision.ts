import { isRecord, type Json } from '../../json.ts';

/** What a person may answer at a gate. `retry` comes from `resume`, `idle` from the runner. */
export type GateDecision =
  | { readonly kind: 'approve' }
  | {
      readonly kind: 'edit';
      readonly files: readonly { readonly path: string; readonly text: string | null }[];
    }
  | { readonly kind: 'reject'; readonly comment: string }
  | { readonly kind: 'more' }
  | { readonly kind: 'pick'; readonly key: string }
  | { readonly kind: 'skip' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'idle' };

/** Returns the decision, or undefined when there is none or it is not one: then the gate stays closed. */
export function decisionFrom(value: Json | undefined): GateDecision | undefined {
  if (!isRecord(value)) return undefined;
  switch (value['kind']) {
    case 'approve':
    case 'more':
    case 'skip':
    case 'stop':
    case 'retry':
    case 'idle':
      return { kind: value['kind'] };
    case 'reject':
      return { kind: 'reject', comment: String(value['comment'] ?? '') };
    case 'pick':
      return { kind: 'pick', key: String(value['key'] ?? '') };
    case 'edit':
      return Array.isArray(value['files']) ? { kind: 'edit', files: value['files'] as never } : undefined;
    default:
      return undefined;
  }
}
