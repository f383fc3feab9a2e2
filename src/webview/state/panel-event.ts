import type { PanelLook, PanelSnapshot } from '../../protocol/panel.ts';
import type { OpenForm } from './panel-state.ts';

/** What can happen to the panel. */
export type PanelEvent =
  | { readonly type: 'snapshot'; readonly snapshot: PanelSnapshot }
  | { readonly type: 'ignored' }
  | { readonly type: 'answered'; readonly request: number; readonly sentence: string | null }
  | { readonly type: 'sent'; readonly key: string }
  | {
      readonly type: 'reveal';
      readonly sessionId: string | null;
      readonly stepId: string | null;
      readonly requests?: boolean;
    }
  | { readonly type: 'inspected' }
  | { readonly type: 'select'; readonly stepId: string }
  | { readonly type: 'seek'; readonly row: number }
  | { readonly type: 'fold'; readonly stepId: string; readonly folded: boolean }
  | { readonly type: 'looked'; readonly change: Partial<PanelLook> }
  | { readonly type: 'form'; readonly form: OpenForm }
  | { readonly type: 'help'; readonly open: boolean }
  | { readonly type: 'failure-dismissed' }
  | { readonly type: 'connection'; readonly lost: boolean };
