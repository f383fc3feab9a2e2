/** Something that can be taken down. */
export interface Disposable {
  dispose(): unknown;
}

/** Takes down what was set up, last first; what arrives late is taken down at once. */
export class Disposables implements Disposable {
  #held: Disposable[] = [];
  #gone = false;

  add<Kind extends Disposable>(disposable: Kind): Kind {
    if (this.#gone) disposable.dispose();
    else this.#held.push(disposable);
    return disposable;
  }

  dispose(): void {
    this.#gone = true;
    const held = this.#held.reverse();
    this.#held = [];
    for (const disposable of held) disposable.dispose();
  }
}
