import type { PanelLook, PanelSnapshot } from '../../protocol/panel.ts';
import type { Seen } from './answer-look.ts';
import { capSnapshot } from './cap-snapshot.ts';

export interface SnapshotFeedOptions {
  readonly answer: (look: PanelLook, last: Seen | undefined) => Promise<Seen>;
  readonly post: (snapshot: PanelSnapshot) => void;
  /** Milliseconds between two snapshots at least. */
  readonly every: number;
  readonly fail: (error: unknown) => void;
}

/** Sends the newest snapshot of what is looked at: one fetch at a time, none while the panel is hidden, no stale answer. */
export class SnapshotFeed {
  last: Seen | undefined;
  readonly #options: SnapshotFeedOptions;
  #look: PanelLook | undefined;
  #visible = true;
  #due = false;
  #working = false;
  #gone = false;
  #number = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SnapshotFeedOptions) {
    this.#options = options;
  }

  look(look: PanelLook): void {
    this.#look = look;
    this.changed();
  }

  show(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.changed();
  }

  /** Something of what is shown may have changed. */
  changed(): void {
    this.#due = true;
    this.#go();
  }

  dispose(): void {
    this.#gone = true;
    clearTimeout(this.#timer);
  }

  #go(): void {
    if (!this.#due || this.#working || this.#gone || !this.#visible || this.#look === undefined) return;
    this.#due = false;
    this.#working = true;
    this.#once(this.#look)
      .catch(this.#options.fail)
      .finally(() => this.#rest());
  }

  async #once(look: PanelLook): Promise<void> {
    const seen = await this.#options.answer(look, this.last);
    if (this.#gone || !this.#visible || this.#look !== look) {
      this.#due = true;
      return;
    }
    this.last = seen;
    this.#number += 1;
    this.#options.post(capSnapshot({ ...seen, type: 'snapshot', number: this.#number }));
  }

  #rest(): void {
    this.#timer = setTimeout(() => {
      this.#working = false;
      this.#go();
    }, this.#options.every);
  }
}
