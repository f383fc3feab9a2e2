import type { PanelLook, PanelSnapshot } from '../../protocol/panel.ts';

/** A request that was sent and not yet answered in full. */
export interface PendingRequest {
  readonly request: number;
  /** What it would do: the same thing is not sent again meanwhile. */
  readonly key: string;
  /** Answered well; it ends with the next snapshot, which shows what became of it. */
  readonly answered: boolean;
}

export type OpenForm = 'none' | 'reject' | 'pick' | 'stop';

/** Everything the panel knows. What the host sent is kept as it came. */
export interface PanelState {
  readonly look: PanelLook;
  readonly snapshot: PanelSnapshot | null;
  /** Messages that were no message of ours, or older than what is shown. */
  readonly ignored: number;
  readonly nextRequest: number;
  readonly pending: readonly PendingRequest[];
  /** One sentence of the last request that was refused. */
  readonly failure: string | null;
  readonly form: OpenForm;
  readonly help: boolean;
  /** The host does not answer. */
  readonly lost: boolean;
  /** Grows when the selected step should be scrolled to. */
  readonly reveals: number;
  /** Row that is selected as soon as its page is there; null when none is sought. */
  readonly sought: number | null;
  /** Requests to models were asked to be seen, and are still to be scrolled to. */
  readonly inspecting: boolean;
}

/** What is seen before anything was chosen. */
export const FIRST_LOOK: PanelLook = {
  session_id: null,
  view: 'graph',
  selected: null,
  folded: [],
  unfolded: [],
  find: '',
  states: [],
  offset: 0,
  limit: 100,
};

/** Requests to models, as they are seen first. */
export const NEWEST_REQUESTS = { before: null, opened: null } as const;

export function firstState(look: PanelLook): PanelState {
  return {
    look,
    snapshot: null,
    ignored: 0,
    nextRequest: 1,
    pending: [],
    failure: null,
    form: 'none',
    help: false,
    lost: false,
    reveals: 0,
    sought: null,
    inspecting: false,
  };
}
