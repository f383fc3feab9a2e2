import type { StepTarget } from '../host.ts';

/** Where a few values survive a reload; VS Code's Memento. */
export interface Memory {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): Thenable<void>;
}

const MOST = 50;

type Titled = readonly (readonly [title: string, target: StepTarget])[];

/** Which step an editor of several files is about: VS Code tells extensions nothing of such an editor but its title. */
export class TitledTargets {
  readonly #memory: Memory;
  readonly #targets: Map<string, StepTarget>;
  readonly #key: string;

  /** `key` names the place in the memory. */
  constructor(memory: Memory, key: string) {
    this.#memory = memory;
    this.#key = key;
    this.#targets = new Map(memory.get<Titled>(key) ?? []);
  }

  /** Returns what the editor with this label is about; VS Code adds the number of files to the title it was given. */
  ofLabel(label: string): StepTarget | undefined {
    const titles = [...this.#targets.keys()].filter((title) => label.startsWith(title));
    const longest = titles.sort((a, b) => b.length - a.length)[0];
    return longest === undefined ? undefined : this.#targets.get(longest);
  }

  /** Returns the title under which the target can be found again: the wanted one, numbered when another target has it. */
  async remember(wanted: string, target: StepTarget): Promise<string> {
    const title = this.#freeTitle(wanted, target);
    this.#targets.delete(title);
    this.#targets.set(title, target);
    const [oldest] = this.#targets.keys();
    if (this.#targets.size > MOST && oldest !== undefined) this.#targets.delete(oldest);
    await this.#memory.update(this.#key, [...this.#targets]);
    return title;
  }

  #freeTitle(wanted: string, target: StepTarget): string {
    for (let number = 1; ; number += 1) {
      const title = number === 1 ? wanted : `${wanted} [${number}]`;
      const known = this.#targets.get(title);
      if (known === undefined || isSame(known, target)) return title;
    }
  }
}

function isSame(one: StepTarget, other: StepTarget): boolean {
  return (
    one.sessionId === other.sessionId &&
    one.stepId === other.stepId &&
    one.label === other.label &&
    one.openedSeq === other.openedSeq
  );
}
