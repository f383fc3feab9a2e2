/** Sentences for one listener, who may come after the first of them. */
export class Warnings {
  #unheard: string[] = [];
  #listener: ((sentence: string) => void) | undefined;

  add(sentence: string): void {
    if (this.#listener === undefined) this.#unheard.push(sentence);
    else this.#listener(sentence);
  }

  /** Gives the listener what was said before, and from now on everything. */
  hear(listener: (sentence: string) => void): void {
    this.#listener = listener;
    for (const sentence of this.#unheard.splice(0)) listener(sentence);
  }
}
