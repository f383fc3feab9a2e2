/** Texts by key, the longest unused ones forgotten when together they grow too long. */
export class KeptTexts {
  readonly #texts = new Map<string, string>();
  readonly #limit: number;
  #characters = 0;

  /** `limit` counts characters. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): string | undefined {
    const text = this.#texts.get(key);
    if (text !== undefined) this.#moveToEnd(key, text);
    return text;
  }

  set(key: string, text: string): void {
    this.#drop(key);
    this.#texts.set(key, text);
    this.#characters += text.length + key.length;
    for (const oldest of this.#texts.keys()) {
      // The newest stays even when it alone is too long: it is about to be shown.
      if (this.#characters <= this.#limit || oldest === key) break;
      this.#drop(oldest);
    }
  }

  #moveToEnd(key: string, text: string): void {
    this.#texts.delete(key);
    this.#texts.set(key, text);
  }

  #drop(key: string): void {
    const text = this.#texts.get(key);
    if (text === undefined) return;
    this.#texts.delete(key);
    this.#characters -= text.length + key.length;
  }
}
