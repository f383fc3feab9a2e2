import type { NextAction } from '../../flow/next-action.ts';
import type { GateReason } from '../gate/triggers.ts';
import type { MakerContext } from '../maker-task.ts';

/** The rungs of the ladder that a step without a decision climbs, in their usual order. */
export type RungName = 'paraphrase' | 'model' | 'distinguish' | 'split' | 'person';

/** How a step that finds no decision is helped to one. */
export interface EscalationRules {
  /** Climbed in this order, each once a step; a person always comes last. */
  readonly rungs: readonly RungName[];
  /** Votes that a rung may add to its race; default twice the lead that decides. */
  readonly votes?: number;
  /** A decided but doubtful race climbs, too, before a person is asked. */
  readonly doubtful: boolean;
  /** At more than so many times the repeats of wrong answers that independence predicts, votes are decorrelated; 0: never. */
  readonly repeats: number;
}

export interface Rung {
  /** Other steps go first: they may keep this promise too, or make it easier to keep. */
  readonly othersFirst?: boolean;
  /** Returns how the step goes on, or undefined when this rung leads nowhere here. What it does is in the journal first. */
  climb(context: MakerContext, why: GateReason): NextAction | undefined | Promise<NextAction | undefined>;
}
