import { Continue, type NextAction } from '../../flow/next-action.ts';
import { applyDecision } from '../gate/apply-decision.ts';
import { decisionFrom } from '../gate/decision.ts';
import { openGate, operationalGate } from '../gate/open-gate.ts';
import type { MakerTask } from '../maker-task.ts';
import { climbLadder } from './climb-ladder.ts';
import { letOthersGoFirst, lookAgain } from './let-others-go-first.ts';
import { whyUndecided } from './why-undecided.ts';

/** What a leaf does when its race or its verification led nowhere: rung after rung, at last a person. Undecided never applies. */
export const escalate: MakerTask = {
  async run(context): Promise<NextAction> {
    const { data } = context;
    const decision = decisionFrom(context.decision);
    const next = decision === undefined ? undefined : await applyDecision(context, decision);
    if (next !== undefined) return next;
    if (data.lastError !== undefined) return operationalGate('error', data.lastError);
    if (data.escalation.isUnderWay) return Continue('again');
    const why = whyUndecided(context);
    const afterOthers = decision?.kind === 'idle';
    const meanwhile = afterOthers ? await lookAgain(context) : undefined;
    const rung = meanwhile ?? (await climbLadder(context, { why, afterOthers }));
    if (rung !== undefined) return rung;
    return (afterOthers ? undefined : letOthersGoFirst(context, why)) ?? openGate(context, why);
  },
};
