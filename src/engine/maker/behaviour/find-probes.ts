import type { Json } from '../../json.ts';
import { voterOf } from '../escalate/ask-otherwise.ts';
import type { MakerContext } from '../maker-task.ts';
import { askAside } from '../sample/ask-aside.ts';
import { stepContext } from '../step-context.ts';
import type { BehaviourProbing } from './behaviour-probing.ts';
import type { Probes } from './behaviour-state.ts';

/** A reply that raises a red flag is thrown away and asked anew, so often; there is one question a step. */
const TRIES = 2;

/** Nobody will be asked again. */
const FOR_EVER = '';

/**
 * Returns what to run the step's answers on: asked of a model that is shown the accepted state and no answer, once for the
 * step, and tried on known faults. Undefined where there is nothing good; why is in the journal.
 */
export async function proposedProbes(
  context: MakerContext,
  probing: BehaviourProbing,
): Promise<Json | undefined> {
  const { behaviour } = context.data;
  if (behaviour.proposed !== undefined) return behaviour.proposed;
  if (behaviour.refusedOn === FOR_EVER) return undefined;
  const agent = voterOf(context)?.probes;
  if (agent === undefined) return undefined;
  const { domain } = context.environment;
  // What earlier answers led to is not told: it could only be found out from answers.
  const asked = { ...stepContext(context), feedback: [] };
  const proposed = await askAside(context, {
    type: 'probes-asked',
    agent,
    evidence: await domain.evidence(asked, 'solution_discriminator', context.signal),
    from: behaviour.asked,
    tries: TRIES,
    failure: 'No inputs could be asked for',
    read: (text) => probing.read(text),
    facts: (probes) => ({ probes }),
  });
  if (proposed === undefined) await refuse(context, FOR_EVER, 'no model gave inputs that can be used');
  return proposed;
}

/** Returns the proposed probes once they were found to be good on the state that is accepted now. */
export async function checkedProbes(
  context: MakerContext,
  probing: BehaviourProbing,
  proposed: Json,
): Promise<Probes | undefined> {
  const { behaviour } = context.data;
  const on = context.environment.domain.state();
  if (behaviour.probes?.on === on) return behaviour.probes;
  if (behaviour.refusedOn === on) return undefined;
  context.environment.progress(context.stepId, 'Trying inputs on planted faults.');
  const checked = await probing.check(proposed, context.signal);
  context.signal.throwIfAborted();
  if (!checked.ok) return refuse(context, on, checked.reason);
  const { probes, inputs, what, faults, toldApart } = checked;
  context.record({ type: 'probes-made', on, probes, inputs, what, faults, toldApart });
  await context.written();
  return context.data.behaviour.probes;
}

async function refuse(context: MakerContext, on: string, reason: string): Promise<undefined> {
  context.record({ type: 'probes-refused', on, reason });
  await context.written();
}
