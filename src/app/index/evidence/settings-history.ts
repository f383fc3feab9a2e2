import type { SessionSettings } from '../../session-settings.ts';

interface Change {
  readonly seq: number;
  readonly settings: SessionSettings | undefined;
}

/** The settings that a session had at each entry: what its journal leaves out of a step is said by them. */
export class SettingsHistory {
  #changes: Change[] = [];

  heard(seq: number, settings: SessionSettings | undefined): void {
    if (this.#changes.at(-1)?.settings !== settings) this.#changes.push({ seq, settings });
  }

  at(seq: number): SessionSettings | undefined {
    return this.#changes.findLast((change) => change.seq <= seq)?.settings;
  }

  get saved(): readonly Change[] {
    return this.#changes;
  }

  load(saved: readonly Change[]): void {
    this.#changes = [...saved];
  }
}
