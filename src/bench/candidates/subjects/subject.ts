export type Language = 'JavaScript' | 'TypeScript' | 'Python';

/** A text with the first place of each `find` replaced. */
export interface Edited {
  /** What was done to it, a few words that many subjects share. */
  readonly how: string;
  readonly edits: readonly (readonly [find: string, replace: string])[];
}

/** A small program that is written in many ways, some of which do the same. */
export interface Subject {
  readonly language: Language;
  readonly name: string;
  readonly text: string;
  /** Files beside it that it imports. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Expressions over its exports (`m`): what they come to is what the program does. */
  readonly calls: readonly string[];
  /** Names of locals with others that are as good. */
  readonly locals: readonly (readonly [name: string, other: string])[];
  /** Written otherwise, and doing the same. */
  readonly same: readonly Edited[];
  /** Written otherwise, and doing something else. */
  readonly other: readonly Edited[];
}
