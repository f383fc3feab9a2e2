import type { Json } from '../../engine/json.ts';
import type { RedFlag } from '../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../engine/maker/step.ts';
import type { Grammars } from '../../edits/index.ts';
import type { RawAnswer } from '../../engine/ports/microagent.ts';
import type { ChangedText } from '../code/answer/changed-text.ts';

/** One entry of `red_flaggers`: which rule, and what it is told. */
export type RuleSettings = Readonly<Record<string, Json>>;

/** Looks at an answer before it is read, in any domain. */
export interface AnswerRule {
  flags(answer: AnswerSeen, settings: RuleSettings): RedFlag[];
}

export type AnswerSeen = Pick<RawAnswer, 'text' | 'usage'>;

/** Looks at what an answer makes of the files. */
export interface ChangeRule {
  flags(change: ChangeSeen, settings: readonly RuleSettings[]): RedFlag[];
}

export interface ChangeSeen {
  readonly texts: readonly ChangedText[];
  readonly step: StepBrief;
  readonly granularity: { readonly maxFiles: number; readonly maxLinesChanged: number };
  /** The files that the plan names for the step, of those that there are or that the answer makes; undefined: none. */
  readonly planned?: { readonly files: readonly string[]; isNew(path: string): boolean } | undefined;
  /** Prepared for the files. */
  readonly grammars: Pick<Grammars, 'parse'>;
}
