import { InvalidArgumentError } from 'commander';

/** Returns a reader of whole numbers from `least` on, for an option's value. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
    if (value >= least) return value;
    throw new InvalidArgumentError(`Write a whole number of at least ${least}.`);
  };
}

/** Returns a reader of whole numbers from `least` on with commas between them, for an option's value. */
export function wholeNumbers(least: number): (text: string) => number[] {
  const read = wholeNumber(least);
  return (text) => text.split(',').map(read);
}

/** Reads a number above 0, for an option's value. */
export function positiveNumber(text: string): number {
  const value = /^\d+(\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
  if (value > 0) return value;
  throw new InvalidArgumentError('Write a number above 0.');
}

/** Reads a chance: a number between 0 and 1, neither included. */
export function chance(text: string): number {
  const value = /^0?\.\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (value > 0) return value;
  throw new InvalidArgumentError('Write a number between 0 and 1, such as 0.99.');
}

/** Returns a reader of one of a few words; `hidden` ones work, but are not offered. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
  hidden: readonly Word[] = [],
): (text: string) => Word {
  return (text) => {
    const found = [...words, ...hidden].find((word) => word === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Write ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`);
  };
}

/** Collects the values of an option that may stand several times. */
export function severalTimes(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
