import { classified } from '../../engine/error.ts';
import { fromPanel, type FromPanel, type PanelLook, type ToPanel } from '../../protocol/panel.ts';
import type { Decision } from '../../protocol/service.ts';
import type { StepTarget } from '../host.ts';
import { t } from '../l10n.ts';
import { actCommand, type Act, type CommandCall } from './act-command.ts';

type Decide = Extract<FromPanel, { type: 'decide' }>;

export interface PanelRequestsOptions {
  readonly post: (message: ToPanel) => void;
  readonly onReady: (look: PanelLook | null) => void;
  readonly onLook: (look: PanelLook) => void;
  readonly decide: (target: StepTarget, decision: Decision) => Promise<void>;
  readonly run: (call: CommandCall) => Promise<unknown>;
  /** The question that the panel shows of a step; undefined when it shows none. */
  readonly openedSeqOf: (sessionId: string | null, stepId: string | null) => number | undefined;
  readonly restricted: () => boolean;
  readonly log: { warn(message: string): void; error(message: string): void };
}

/** What may be asked for in a folder that is not trusted: nothing that starts the engine. */
const HARMLESS: ReadonlySet<Act['action']> = new Set(['manage-trust', 'show-log']);

/** Carries out what the panel asks for: only messages of a known shape, each request once. */
export class PanelRequests {
  readonly #options: PanelRequestsOptions;
  #handled = 0;
  #gone = false;

  constructor(options: PanelRequestsOptions) {
    this.#options = options;
  }

  /** A panel that is closed can be told nothing any more. */
  dispose(): void {
    this.#gone = true;
  }

  /** Takes a message as it came. Resolves when it was answered; never rejects. */
  async take(raw: unknown): Promise<void> {
    const { post, log, onLook, onReady } = this.#options;
    const parsed = fromPanel.safeParse(raw);
    if (!parsed.success) return log.warn('The panel sent a message of no known shape; it was ignored.');
    const message = parsed.data;
    if (message.type === 'look') return onLook(message.look);
    if (message.type === 'alive') return post({ type: 'alive' });
    if (message.type === 'crashed') return log.error(`The panel ran into an error: ${message.message}`);
    if (message.type === 'decide' || message.type === 'act') return this.#request(message);
    this.#handled = 0;
    onReady(message.look);
  }

  async #request(message: Decide | Act): Promise<void> {
    const { request } = message;
    const { log } = this.#options;
    if (request <= this.#handled)
      return log.warn(`Request ${request} of the panel came twice; it was ignored.`);
    this.#handled = request;
    try {
      this.#answer(request, await this.#carryOut(message));
    } catch (error) {
      this.#answer(request, classified(error).message);
    }
  }

  #answer(request: number, sentence: string | null): void {
    if (!this.#gone) this.#options.post({ type: 'answer', request, sentence });
  }

  async #carryOut(message: Decide | Act): Promise<string | null> {
    const { restricted, decide, run, openedSeqOf } = this.#options;
    if (restricted() && !(message.type === 'act' && HARMLESS.has(message.action)))
      return t('This folder is not trusted, so nothing can be done here.');
    const { session_id, step_id } = message;
    if (message.type === 'decide') {
      const openedSeq = message.opened_seq ?? undefined;
      await decide({ sessionId: message.session_id, stepId: message.step_id, openedSeq }, message.decision);
      return null;
    }
    const call = actCommand(message, openedSeqOf(session_id, step_id));
    if (call === undefined) return t('Choose a step first.');
    await run(call);
    return null;
  }
}
