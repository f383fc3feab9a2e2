import type { TestFailure } from '../../../engine/ports/test-bench.ts';

/** What the failing tests say about the defect, beyond where. */
export interface Hints {
  /** Expected and actual values as printed, outer quotes removed. */
  readonly pairs: readonly { readonly expected: string; readonly actual: string }[];
  /** Words of the messages: identifiers and property names. */
  readonly words: ReadonlySet<string>;
  /** Messages such as `x is not a function` name what is undefined. */
  readonly undefinedNames: ReadonlySet<string>;
  /** The failures are about promises: a missing or superfluous `await`. */
  readonly promises: boolean;
  /** A run did not end: loops and recursion. */
  readonly endless: boolean;
}

/** Returns the hints of the failures. */
export function hintsOf(failures: readonly TestFailure[]): Hints {
  const text = failures.map((failure) => failure.message).join('\n');
  const pairs = failures.flatMap(pairsOf);
  const shown = pairs.map((pair) => pair.actual).join('\n');
  return {
    pairs,
    words: new Set(text.match(/[A-Za-z_$][\w$]*/g) ?? []),
    undefinedNames: new Set([...text.matchAll(UNDEFINED)].flatMap((match) => match.slice(1).filter(Boolean))),
    promises: /Promise|async|unhandled|rejection/i.test(text) || shown.includes('Promise'),
    endless: /timed? ?out|Maximum call stack|heap out of memory/i.test(text),
  };
}

const UNDEFINED =
  /(?:([\w$]+) is not (?:a function|a constructor|defined|iterable))|(?:properties of (?:undefined|null) \((?:reading|setting) '([^']+)'\))/g;

function pairsOf(failure: TestFailure): { expected: string; actual: string }[] {
  if (failure.expected !== undefined && failure.actual !== undefined)
    return [{ expected: unquoted(failure.expected), actual: unquoted(failure.actual) }];
  const simple =
    /^(.+?) (?:[!=]==?|deepEqual) (.+)$/m.exec(failure.message) ??
    /expected (.+?) to (?:be|equal|deeply equal|strictly equal) (.+?)(?: \/\/.*)?$/m.exec(failure.message);
  if (simple?.[1] === undefined || simple[2] === undefined) return [];
  return [{ actual: unquoted(simple[1]), expected: unquoted(simple[2]) }];
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^(['"`])[\s\S]*\1$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}
