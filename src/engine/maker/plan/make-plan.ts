import { Continue, End, type NextAction } from '../../flow/next-action.ts';
import { isRecord, parseJson } from '../../json.ts';
import { noticeUndivided } from '../decomposition/notice-undivided.ts';
import { decisionFrom } from '../gate/decision.ts';
import { openGate } from '../gate/open-gate.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { stepContext } from '../step-context.ts';
import type { Plan } from '../step.ts';
import { firstSteps } from './lazy-steps.ts';
import { choosePlan } from './choose-plan.ts';
import { proposePlans } from './propose-plans.ts';
import { spawnPlan } from './spawn-plan.ts';

/** Splits a step: by the domain's own plan where no model plans, else by proposals that are voted on. */
export const makePlan: MakerTask = {
  async run(context): Promise<NextAction> {
    const first = firstSteps(context);
    if (first !== undefined) return Continue('planned', first);
    const decided = decidePlan(context);
    if (decided !== undefined) return decided;
    if (context.data.plan === undefined) {
      const blocked = (await ownPlan(context)) ?? (await votedPlan(context));
      if (blocked !== undefined) return blocked;
    }
    return begin(context);
  },
};

/** Carries out a person's word on the plan. */
function decidePlan(context: MakerContext): NextAction | undefined {
  const decision = decisionFrom(context.decision);
  if (decision?.kind === 'skip') return End('skipped', { summary: 'Skipped by decision.' });
  if (decision?.kind === 'stop')
    return End('failed', { summary: 'Stopped by decision.', session: 'cancelled' });
  if (decision?.kind === 'approve') context.record({ type: 'plan-approved' });
  if (decision?.kind === 'more') context.record({ type: 'votes-extended', votes: 3 });
  if (decision?.kind === 'pick') context.record(planChosen(decision.key, [], false));
  if (decision?.kind === 'reject') {
    context.record({ type: 'feedback-added', feedback: [`A person rejected the plan: ${decision.comment}`] });
    context.record({ type: 'plan-rejected' });
  }
  return undefined;
}

async function ownPlan(context: MakerContext): Promise<NextAction | undefined> {
  const plan = await context.environment.domain.ownPlan(stepContext(context), context.signal);
  if (plan === undefined) return undefined;
  if (plan.steps.length === 0) return End('done', { summary: 'There is nothing to do.' });
  const hash = await context.environment.blobs.put(JSON.stringify(plan));
  context.record({ type: 'plan-proposed', index: 0, steps: titles(plan), agent: 'domain' });
  context.record(planChosen(hash, titles(plan), true));
  await context.written();
  return undefined;
}

async function votedPlan(context: MakerContext): Promise<NextAction | undefined> {
  if (context.data.plan !== undefined) return undefined;
  if (context.environment.agents.decomposition === undefined) {
    return End('done', {
      summary:
        'There is nothing here that the offline search can do: it repairs failing tests, and none fails.',
    });
  }
  const proposals = await proposePlans(context);
  if ('kind' in proposals) return proposals;
  const choice = await choosePlan(context, proposals.plans);
  if ('kind' in choice) return choice;
  context.record(planChosen(choice.value, choice.titles, choice.unanimous));
  await context.written();
  return undefined;
}

function planChosen(plan: string, steps: readonly string[], unanimous: boolean) {
  return { type: 'plan-chosen', plan, steps, unanimous };
}

async function begin(context: MakerContext): Promise<NextAction> {
  const plan = await loadPlan(context);
  const { settings } = context.environment;
  if (settings.ask === 'every' && !context.data.planApproved) {
    return openGate(context, {
      trigger: 'plan',
      details: `A plan of ${plan.steps.length} steps waits for your yes.`,
    });
  }
  const steps = spawnPlan(context, plan);
  noticeUndivided(context, steps);
  return Continue('planned', steps);
}

async function loadPlan(context: MakerContext): Promise<Plan> {
  const value = parseJson(await context.environment.blobs.getText(context.data.plan ?? ''));
  return isRecord(value) ? (value as unknown as Plan) : { steps: [] };
}

function titles(plan: Plan): string[] {
  return plan.steps.map((step) => step.title);
}
