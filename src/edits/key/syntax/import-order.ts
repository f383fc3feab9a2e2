/** A part of a node's form. */
export interface Written {
  readonly form: string;
  /** Where it might as well stand. */
  readonly moves?: 'anywhere' | 'among-imports';
  /** The names that an import binds. */
  readonly binds?: readonly string[];
}

/** Returns the forms with everything that may change places in one order. */
export function inOneOrder(parts: readonly Written[]): string[] {
  const sorted: string[] = [];
  for (let at = 0; at < parts.length;) {
    const run = runAt(parts, at);
    const forms = run.map(({ form }) => form);
    sorted.push(...(mayMove(run) ? forms.sort() : forms));
    at += run.length;
  }
  return sorted;
}

/** The parts from here on that may change places with each other; one part where nothing moves. */
function runAt(parts: readonly Written[], from: number): readonly Written[] {
  const { moves } = parts[from] ?? {};
  if (moves === undefined) return parts.slice(from, from + 1);
  const end = parts.findIndex((part, index) => index > from && part.moves !== moves);
  return parts.slice(from, end < 0 ? parts.length : end);
}

/** Where two imports bind one name, the last one wins. */
function mayMove(run: readonly Written[]): boolean {
  const bound = run.flatMap(({ binds }) => binds ?? []);
  return new Set(bound).size === bound.length;
}
