import type { Role } from '../engine/ports/microagent.ts';

/**
 * What a template may use. Text from outside arrives already inside delimiters that it can't close (see
 * `outside-text.ts`), so that no template can forget them.
 */
export interface PromptVariables {
  /** The task's global goal, delimited. */
  readonly goal: string;
  readonly step: {
    readonly title: string;
    /** Delimited. */
    readonly description: string;
    readonly kind: string;
    readonly depth: number;
    /** What must hold when the step is done, one line each; empty when a machine can't check it. */
    readonly promise: readonly string[];
    readonly mayBreak: readonly string[];
    readonly files: readonly string[];
    /** True where `files` are a guess, and not what the plan was voted on for. */
    readonly filesAreHints: boolean;
  };
  readonly place: {
    readonly ancestors: readonly string[];
    readonly index: number;
    readonly count: number;
    readonly siblings: readonly {
      readonly title: string;
      readonly state: string;
      readonly summary: string;
    }[];
  };
  /** `content` is delimited. */
  readonly files: readonly { readonly path: string; readonly why: string; readonly content: string }[];
  /** `report` is delimited: message, expected, actual, frames. */
  readonly failures: readonly { readonly test: string; readonly file: string; readonly report: string }[];
  /** Paths of all files, delimited; empty when unknown. */
  readonly outline: string;
  /** Each delimited. */
  readonly feedback: readonly string[];
  /** Each delimited. */
  readonly notes: readonly string[];
  /** How the answer must be written. */
  readonly formatGuide: string;
  /** For discriminators, in the order of this one vote; `text` is delimited. */
  readonly options: readonly { readonly number: number; readonly text: string }[];
}

/** Which names there are: a leaf, a group of names, or a list of things. */
export type Shape = 'text' | { readonly list: Shape } | { readonly names: Readonly<Record<string, Shape>> };

const SHARED: Readonly<Record<string, Shape>> = {
  goal: 'text',
  step: {
    names: {
      title: 'text',
      description: 'text',
      kind: 'text',
      depth: 'text',
      promise: { list: 'text' },
      mayBreak: { list: 'text' },
      files: { list: 'text' },
      filesAreHints: 'text',
    },
  },
  place: {
    names: {
      ancestors: { list: 'text' },
      index: 'text',
      count: 'text',
      siblings: { list: { names: { title: 'text', state: 'text', summary: 'text' } } },
    },
  },
  files: { list: { names: { path: 'text', why: 'text', content: 'text' } } },
  failures: { list: { names: { test: 'text', file: 'text', report: 'text' } } },
  outline: 'text',
  feedback: { list: 'text' },
  notes: { list: 'text' },
};

const FORMAT: Readonly<Record<string, Shape>> = { formatGuide: 'text' };
const OPTIONS: Readonly<Record<string, Shape>> = {
  options: { list: { names: { number: 'text', text: 'text' } } },
};

/** The names that templates of a role may use. */
export const ROLE_SHAPES: Readonly<Record<Role, Shape>> = {
  decomposition: { names: { ...SHARED, ...FORMAT } },
  decomposition_discriminator: { names: { ...SHARED, ...OPTIONS } },
  solver: { names: { ...SHARED, ...FORMAT } },
  solution_discriminator: { names: { ...SHARED, ...OPTIONS } },
};
