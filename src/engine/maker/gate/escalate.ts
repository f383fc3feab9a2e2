import { Continue, End, WaitForInput, type NextAction } from '../../flow/next-action.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { spawnPlan } from '../plan/spawn-plan.ts';
import { decidingBallot } from '../race-rules.ts';
import { stepContext } from '../step-context.ts';
import { applyDecision } from './apply-decision.ts';
import { decisionFrom } from './decision.ts';
import { openGate, operationalGate } from './open-gate.ts';

/** What a leaf does when its race or its verification led nowhere: a finer split, then a person. Undecided never applies. */
export const escalate: MakerTask = {
  async run(context): Promise<NextAction> {
    const decision = decisionFrom(context.decision);
    const next = decision === undefined ? undefined : await applyDecision(context, decision);
    if (next !== undefined) return next;
    if (context.data.lastError !== undefined) return operationalGate('error', context.data.lastError);
    const meanwhile = decision?.kind === 'idle' ? await lookAgain(context) : defer(context);
    return meanwhile ?? (await split(context)) ?? openGate(context, reasonOf(context));
  },
};

/** Other steps may keep this promise too, or make it easier to keep: they go first. */
function defer(context: MakerContext): NextAction | undefined {
  const others = [...(context.parentData?.children ?? [])].filter(([id]) => id !== context.stepId);
  if (others.every(([, sibling]) => sibling.state !== 'planned')) return undefined;
  context.record({ type: 'step-deferred', accepted: context.session.accepted });
  return WaitForInput({ trigger: 'deferred', details: reasonOf(context).details, opensWhenIdle: true });
}

/** After the others: done if they kept the promise; a new race if they changed anything. */
async function lookAgain(context: MakerContext): Promise<NextAction | undefined> {
  const { domain } = context.environment;
  if (await domain.alreadyKept(context.data.input.brief, context.signal)) {
    return End('done', { summary: 'Its promise was kept by another step.' });
  }
  if (context.session.accepted <= context.data.deferredAt) return undefined;
  context.record({ type: 'race-restarted', feedback: [] });
  return Continue('again');
}

async function split(context: MakerContext): Promise<NextAction | undefined> {
  if (context.data.splitTried) return undefined;
  const plan = await context.environment.domain.split(stepContext(context), context.signal);
  context.record({ type: 'split-tried', steps: plan?.steps.length ?? 0 });
  return plan === undefined ? undefined : Continue('split', spawnPlan(context, plan));
}

function reasonOf(context: MakerContext): { trigger: string; details: string } {
  const { data } = context;
  const ballot = decidingBallot(context);
  if (data.lastRollback !== undefined && ballot.samples.length === 0) {
    const times = `${data.failedVerifications} ${data.failedVerifications === 1 ? 'candidate' : 'candidates'} failed verification`;
    return { trigger: 'verification', details: `${times}, the last one: ${data.lastRollback}` };
  }
  if (ballot.standing.votes === 0) return { trigger: 'no-answer', details: nothingFound(ballot.samples) };
  const counts = [...ballot.standing.counts.values()].sort((a, b) => b - a).join('–');
  return {
    trigger: 'undecided',
    details: `No answer ${wanted(context, ballot.standing.needed)}: the votes are ${counts}.`,
  };
}

function wanted({ environment }: MakerContext, k: number): string {
  return environment.settings.votingRule === 'first-to-k' ? `has ${k} votes` : `leads by ${k}`;
}

function nothingFound(samples: readonly { readonly summary: string }[]): string {
  const last = samples.at(-1)?.summary;
  return last === undefined || last === ''
    ? 'No sample gave a usable answer.'
    : `No sample gave a usable answer; the last said: ${last}`;
}
