import { Continue, End, type NextAction } from '../../flow/next-action.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { followingSteps } from '../plan/lazy-steps.ts';
import { inTurn } from './in-turn.ts';
import { loadCandidate } from './load-candidate.ts';

/** Makes the verified candidate part of the accepted state: first the event, then the effect, again after a kill. */
export const acceptCandidate: MakerTask = {
  // One step after the other: between event and effect a second one would be built on the state before the first.
  run: (context) => inTurn(context.environment.domain, () => accept(context)),
};

async function accept(context: MakerContext): Promise<NextAction> {
  const { data, environment, signal } = context;
  signal.throwIfAborted();
  if (data.chosen === undefined || data.verification === undefined) return Continue('reverify');
  if (data.accepting === undefined) {
    if (data.verification.on !== environment.domain.state()) return moved(context);
    const candidate = await loadCandidate(environment.blobs, data.chosen.value);
    const state = await environment.domain.accepting(candidate);
    signal.throwIfAborted();
    context.record({ type: 'candidate-accepted', state, summary: data.chosen.summary });
  }
  await context.written();
  await environment.domain.accept(context.session.acceptedState ?? environment.domain.state());
  const next = data.accepting === undefined ? [] : followingSteps(context, data.accepting);
  return End('done', { summary: data.chosen.summary, next });
}

/** Another step was accepted since: perhaps it kept this promise too; else what was verified must be verified again. */
async function moved({ data, environment, signal }: MakerContext): Promise<NextAction> {
  const kept = await environment.domain.alreadyKept(data.input.brief, signal);
  return kept ? End('done', { summary: 'Its promise was kept meanwhile.' }) : Continue('reverify');
}
