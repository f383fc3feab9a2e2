import { GoTo, type NextAction } from '../../flow/next-action.ts';
import { attemptOf } from '../escalate/escalation-state.ts';
import { split } from '../escalate/split.ts';
import type { Evidence } from '../evidence.ts';
import { operationalGate } from '../gate/open-gate.ts';
import type { MakerContext } from '../maker-task.ts';
import { roleOf } from '../race-rules.ts';
import { stepContext } from '../step-context.ts';
import type { RaceName } from './sample-record.ts';

/** How much of its evidence a step is shown after it was too much. */
const EVIDENCE_SHARE = 0.5;

/** Where each race is asked anew. */
const NODES: Readonly<Record<RaceName, string>> = {
  plan: 'plan',
  choice: 'plan',
  answer: 'sample',
  preference: 'vote',
};

export interface TooBig {
  readonly race: RaceName;
  readonly evidence: Evidence;
}

/** What a step does whose prompt a model finds too big: it is shown less, once; then it is split; at last a person is asked. */
export async function makeRoom(
  context: MakerContext,
  { race, evidence }: TooBig,
  details: string,
): Promise<NextAction> {
  const { data } = context;
  if (data.evidenceShare === undefined && (await hasLess(context, race, evidence))) {
    context.record({ type: 'evidence-shrunk', share: EVIDENCE_SHARE, race, reason: details });
    return GoTo(NODES[race]);
  }
  const { rungs } = context.environment.settings.escalation;
  const solves = race === 'answer' || race === 'preference';
  const parts =
    solves && rungs.includes('split') && attemptOf(data.escalation, 'split') === undefined
      ? await split.climb(context, { trigger: 'model-too-big', details })
      : undefined;
  return parts ?? operationalGate('model-too-big', details);
}

/** False where a domain shows the same whatever it is allowed: then asking again is the same request again. */
async function hasLess(context: MakerContext, race: RaceName, shown: Evidence): Promise<boolean> {
  const wish = { ...stepContext(context), evidenceShare: EVIDENCE_SHARE };
  const less = await context.environment.domain.evidence(wish, roleOf(race), context.signal);
  return (
    JSON.stringify(less.files).length + JSON.stringify(less.outline ?? '').length <
    JSON.stringify(shown.files).length + JSON.stringify(shown.outline ?? '').length
  );
}
