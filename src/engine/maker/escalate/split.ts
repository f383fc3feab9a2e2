import { Continue } from '../../flow/next-action.ts';
import { spawnPlan } from '../plan/spawn-plan.ts';
import { stepContext } from '../step-context.ts';
import type { Rung } from './rung.ts';

/** A finer split, where the domain knows one: parts are easier to decide than the whole. */
export const split: Rung = {
  othersFirst: true,
  async climb(context, { trigger, details }) {
    // What is put together from parts has been split already.
    const isWhole = context.data.children.size > 0;
    const plan = isWhole
      ? undefined
      : await context.environment.domain.split(stepContext(context), context.signal);
    const steps = plan?.steps.length ?? 0;
    context.record({ type: 'escalated', rung: 'split', trigger, details, votes: 0, steps });
    return plan === undefined ? undefined : Continue('split', spawnPlan(context, plan));
  },
};
