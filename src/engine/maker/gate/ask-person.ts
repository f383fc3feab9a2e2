import { Continue } from '../../flow/next-action.ts';
import { dispelDoubt } from '../escalate/dispel-doubt.ts';
import type { MakerTask } from '../maker-task.ts';
import { decidingBallot } from '../race-rules.ts';
import { applyDecision } from './apply-decision.ts';
import { decisionFrom } from './decision.ts';
import { openGate } from './open-gate.ts';
import { reasonToAsk } from './triggers.ts';

/** Lets a verified candidate pass, or asks a person with the evidence in hand. */
export const askPerson: MakerTask = {
  async run(context) {
    const decision = decisionFrom(context.decision);
    const next = decision === undefined ? undefined : await applyDecision(context, decision);
    if (next !== undefined) return next;
    const { data } = context;
    if (data.verification === undefined || data.chosen === undefined) return Continue('again');
    if (data.chosen.by === 'person') return Continue('approved');
    const { settings } = context.environment;
    const view = { data, ballot: decidingBallot(context), verification: data.verification, settings };
    const reason = reasonToAsk(view);
    if (reason === undefined) return Continue('approved');
    return (await dispelDoubt(context, reason)) ?? openGate(context, reason);
  },
};
