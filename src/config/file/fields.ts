import { z } from 'zod';
import { SIZE } from './storage-size.ts';

/** In a field's message: replaced by the last key of the place where the value stands. */
export const KEY = '{key}';

/** Returns a field that takes whole numbers from `least` on; its message says what to write. */
export function wholeNumber(least: number, example: number) {
  const error = `must be a whole number of at least ${least}; write ${KEY}: ${example}.`;
  return z
    .number({ error })
    .int({ error })
    .min(least, { error })
    .meta({ examples: [example] });
}

/** Returns a field that takes numbers from `least` to `most`, both included. */
export function numberBetween(least: number, most: number, example: number) {
  const error = `must be a number from ${least} to ${most}; write ${KEY}: ${example}.`;
  return z
    .number({ error })
    .min(least, { error })
    .max(most, { error })
    .meta({ examples: [example] });
}

/** Returns a field that takes numbers of at least `least`. */
export function numberFrom(least: number, example: number) {
  const error = `must be a number of at least ${least}; write ${KEY}: ${example}.`;
  return z
    .number({ error })
    .min(least, { error })
    .meta({ examples: [example] });
}

/** Returns a field that takes a chance: a number between 0 and 1, neither included. */
export function chance(example: number) {
  const error = `must be a number between 0 and 1; write ${KEY}: ${example}.`;
  return z
    .number({ error })
    .gt(0, { error })
    .lt(1, { error })
    .meta({ examples: [example] });
}

/** Returns a field that takes numbers above 0. */
export function positiveNumber(example: number) {
  const error = `must be a number above 0; write ${KEY}: ${example}.`;
  return z
    .number({ error })
    .positive({ error })
    .meta({ examples: [example] });
}

/** Returns a field that takes an amount of storage, such as `2GB`. */
export function storageSize(example: string) {
  const error = `must be a size such as 500MB or 2GB; write ${KEY}: ${example}.`;
  return z
    .string({ error })
    .regex(SIZE, { error })
    .meta({ examples: [example] });
}

/** Returns a field that takes text that is not blank. */
export function words(what: string, example: string) {
  const error = `must be ${what}; write ${KEY}: ${example}.`;
  return z
    .string({ error })
    .regex(/\S/u, { error })
    .meta({ examples: [example] });
}

/** Returns a field that takes a command: one line, or its words. */
export function command(example: string) {
  const error = `must be a command or a list of words; write ${KEY}: ${example}.`;
  const word = z.string({ error });
  const list = z.array(word.min(1, { error }), { error }).min(1, { error });
  return z
    .union([word.regex(/\S/u, { error }), list], { error })
    .meta({ examples: [example, example.split(' ')] });
}

/** Returns a field that takes `true` or `false`. */
export function yesOrNo(example: boolean) {
  return z
    .boolean({ error: `must be true or false; write ${KEY}: ${example}.` })
    .meta({ examples: [example] });
}

/** Returns the words as a sentence lists them: `a, b or c`. */
export function alternatives(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

/** Returns a field that takes one of a few words. */
export function oneOf<const Choice extends string>(choices: readonly Choice[], example: Choice) {
  return z
    .enum(choices, { error: `must be ${alternatives(choices)}; write ${KEY}: ${example}.` })
    .meta({ examples: [example] });
}

/** Returns an object that refuses keys it does not know. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'invalid_type'
        ? `must be a section with keys of its own, indented under ${KEY}:.`
        : undefined,
  });
}
