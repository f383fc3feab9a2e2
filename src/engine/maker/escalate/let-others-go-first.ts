import { Continue, End, WaitForInput, type NextAction } from '../../flow/next-action.ts';
import type { GateReason } from '../gate/triggers.ts';
import type { MakerContext } from '../maker-task.ts';

/** Other steps may keep this promise too, or make it easier to keep: returns the wait for them, undefined when none is left. */
export function letOthersGoFirst(context: MakerContext, { details }: GateReason): NextAction | undefined {
  const others = [...(context.parentData?.children ?? [])].filter(([id]) => id !== context.stepId);
  if (others.every(([, sibling]) => sibling.state !== 'planned')) return undefined;
  context.record({ type: 'step-deferred', accepted: context.session.accepted });
  return WaitForInput({ trigger: 'deferred', details, opensWhenIdle: true });
}

/** After the others: done if they kept the promise; a new race if they changed anything. */
export async function lookAgain(context: MakerContext): Promise<NextAction | undefined> {
  const { domain } = context.environment;
  if (await domain.alreadyKept(context.data.input.brief, context.signal)) {
    return End('done', { summary: 'Its promise was kept by another step.' });
  }
  if (context.session.accepted <= context.data.deferredAt) return undefined;
  context.record({ type: 'race-restarted', feedback: [] });
  return Continue('again');
}
