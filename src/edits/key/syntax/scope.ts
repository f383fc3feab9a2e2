/** A local name; its spelling is `kept` when something else than its scope can see it. */
export interface Declared {
  kept: boolean;
}

/** The part of a file that a name is declared for. Names of the outermost scope are kept: other files may use them. */
export class Scope {
  readonly parent: Scope | undefined;
  /** The type of the node that opens it. */
  readonly type: string;
  readonly #names = new Map<string, Declared>();
  readonly #elsewhere = new Set<string>();

  constructor(type: string, parent: Scope | undefined) {
    this.type = type;
    this.parent = parent;
  }

  /** What is declared twice in one scope is one name, kept if either says so. */
  declare(name: string, kept: boolean): void {
    if (this.#elsewhere.has(name)) return;
    const known = this.#names.get(name);
    if (known === undefined) this.#names.set(name, { kept: kept || this.parent === undefined });
    else known.kept ||= kept;
  }

  /** From here on the name is that of a scope further out, whatever is assigned to it. */
  leaveToOuter(name: string): void {
    this.#elsewhere.add(name);
  }

  own(name: string): Declared | undefined {
    return this.#names.get(name);
  }
}
