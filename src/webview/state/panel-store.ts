import type { FromPanel, PanelLook, ToPanel } from '../../protocol/panel.ts';
import type { HostLink } from '../connection/host-link.ts';
import { lookFrom, savedFrom } from '../connection/saved-look.ts';
import type { PanelEvent } from './panel-event.ts';
import { firstState, type PanelState } from './panel-state.ts';
import { sameLook } from './same-look.ts';
import { decisionKey, isPending, reducePanel } from './reduce-panel.ts';
import { shownSession, shownStepId, waitOf } from './selectors.ts';

type Decide = Extract<FromPanel, { type: 'decide' }>;
type Act = Extract<FromPanel, { type: 'act' }>;
export type PanelDecision = Decide['decision'];
export type ActName = Act['action'];

export interface ActOptions {
  readonly stepId?: string | null;
  readonly label?: string | null;
  readonly prompt?: string | null;
}

let made = 0;

/** Holds the panel's state, and tells the host what follows from its changes. */
export class PanelStore {
  state: PanelState;
  /** Tells one store from another. */
  readonly id: string;
  private readonly link: HostLink;
  private readonly listeners = new Set<() => void>();

  /** `firstRequest`: a store that follows another must not use its numbers again. */
  constructor(link: HostLink, firstRequest = 1) {
    this.link = link;
    this.state = { ...firstState(lookFrom(link.saved())), nextRequest: firstRequest };
    this.id = String((made += 1));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): PanelState => this.state;

  /** Says that the panel is there, and what it looks at; the host answers with a snapshot. */
  begin(): void {
    this.link.post({ type: 'ready', look: this.state.look });
  }

  dispatch(event: PanelEvent): void {
    const before = this.state;
    this.state = reducePanel(before, event);
    if (this.state === before) return;
    if (this.state.look !== before.look) this.looked(before.look);
    for (const listener of this.listeners) listener();
  }

  private looked(before: PanelLook): void {
    this.link.save(savedFrom(this.state.look));
    if (!sameLook(before, this.state.look)) this.link.post({ type: 'look', look: this.state.look });
  }

  /** Takes what the host sent; `do` is for whoever draws. */
  receive(message: ToPanel | undefined): void {
    if (message === undefined) this.dispatch({ type: 'ignored' });
    else if (message.type === 'snapshot') this.dispatch({ type: 'snapshot', snapshot: message });
    else if (message.type === 'answer')
      this.dispatch({ type: 'answered', request: message.request, sentence: message.sentence });
    else if (message.type === 'reveal') {
      const { session_id: sessionId, step_id: stepId, requests = false } = message;
      this.dispatch({ type: 'reveal', sessionId, stepId, requests });
    }
  }

  /** Answers the question that is being looked at, once. */
  decide(decision: PanelDecision): void {
    const session = shownSession(this.state);
    const wait = waitOf(this.state);
    if (session === null || wait === null) return;
    const { step_id, opened_seq } = wait;
    const { session_id } = session;
    const key = decisionKey(session_id, step_id, opened_seq);
    if (isPending(this.state, key)) return;
    const request = this.state.nextRequest;
    this.dispatch({ type: 'sent', key });
    this.link.post({ type: 'decide', request, session_id, step_id, opened_seq, decision });
  }

  /** Asks the host to do something about the session or step that is looked at. */
  act(action: ActName, { stepId, label = null, prompt = null }: ActOptions = {}): void {
    const session_id = shownSession(this.state)?.session_id ?? null;
    const step_id = stepId === undefined ? shownStepId(this.state) : stepId;
    const key = actKey(action, session_id, step_id, label);
    if (isPending(this.state, key)) return;
    const request = this.state.nextRequest;
    this.dispatch({ type: 'sent', key });
    this.link.post({ type: 'act', request, action, session_id, step_id, label, prompt });
  }

  alive(): void {
    this.link.post({ type: 'alive' });
  }

  crashed(message: string): void {
    this.link.post({ type: 'crashed', message: message.slice(0, 2000) });
  }
}

function actKey(action: ActName, ...of: readonly (string | null)[]): string {
  return ['act', action, ...of.map((each) => each ?? '-')].join(' ');
}
