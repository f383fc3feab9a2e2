import type { NextAction } from '../../flow/next-action.ts';
import type { GateReason } from '../gate/triggers.ts';
import type { MakerContext } from '../maker-task.ts';
import { anotherModel } from './another-model.ts';
import { askAPerson } from './ask-a-person.ts';
import { distinguish } from './distinguish.ts';
import { attemptOf } from './escalation-state.ts';
import { letOthersGoFirst } from './let-others-go-first.ts';
import { paraphrase } from './paraphrase.ts';
import type { Rung, RungName } from './rung.ts';
import { split } from './split.ts';

const RUNGS: Readonly<Record<RungName, Rung>> = {
  paraphrase,
  model: anotherModel,
  distinguish,
  split,
  person: askAPerson,
};

export interface Climb {
  readonly why: GateReason;
  /** The others have had their turn. */
  readonly afterOthers?: boolean;
  /** Only rungs that leave the step where it is: more votes. */
  readonly votesOnly?: boolean;
}

/** Takes the next rung that leads somewhere; undefined when there is none left. Each is taken once a step. */
export async function climbLadder(context: MakerContext, climb: Climb): Promise<NextAction | undefined> {
  const { why, afterOthers = false, votesOnly = false } = climb;
  for (const name of context.environment.settings.escalation.rungs) {
    const rung = RUNGS[name];
    if (attemptOf(context.data.escalation, name) !== undefined) continue;
    if (votesOnly && rung.othersFirst === true) continue;
    const wait = rung.othersFirst === true && !afterOthers ? letOthersGoFirst(context, why) : undefined;
    const next = wait ?? (await rung.climb(context, why));
    if (next !== undefined) return next;
  }
  return undefined;
}
