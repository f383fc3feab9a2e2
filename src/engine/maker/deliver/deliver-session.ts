import { End, type NextAction } from '../../flow/next-action.ts';
import type { Json } from '../../json.ts';
import type { DeliveryOutcome } from '../../ports/workspace.ts';
import { decisionFrom } from '../gate/decision.ts';
import { openGate } from '../gate/open-gate.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';

/** Brings the accepted state into the user's tree, all or nothing; the last thing a session does. */
export const deliverSession: MakerTask = {
  async run(context): Promise<NextAction> {
    const { deliver, settings, domain } = context.environment;
    const decision = decisionFrom(context.decision);
    if (settings.dryRun) return ended(context, 'Dry run: nothing was changed.');
    if (deliver === undefined) return ended(context, context.data.verification?.summary ?? 'Done.');
    if (decision?.kind === 'skip') return ended(context, 'Not delivered, by decision.', 'skipped');
    if (decision?.kind === 'stop')
      return End('failed', { summary: 'Stopped by decision.', session: 'cancelled' });
    if (settings.ask === 'every' && decision?.kind !== 'approve') {
      return openGate(context, {
        trigger: 'delivery',
        details: 'Everything is verified; deliver it into your files?',
      });
    }
    const merge = context.data.mergeOffered && decision?.kind === 'approve';
    context.record({ type: 'delivery-started', state: domain.state() });
    await context.synced();
    const to = domain.state();
    return settle(context, to, await deliver({ to, before: context.session.deliveries, merge }));
  },
};

function settle(context: MakerContext, state: string, outcome: DeliveryOutcome): NextAction {
  if (outcome.kind === 'refused') return refused(context, outcome);
  if (outcome.kind === 'nothing-to-deliver') return ended(context, 'There was nothing to deliver.');
  const files = outcome.record.files.map((file) => file.path);
  context.record({ type: 'delivery-finished', delivery: { id: outcome.record.id, state, files } });
  return ended(
    context,
    `Delivered ${files.length} ${files.length === 1 ? 'file' : 'files'}: ${files.join(', ')}.`,
  );
}

function refused(context: MakerContext, outcome: DeliveryOutcome & { kind: 'refused' }): NextAction {
  const { changed, mergeable } = outcome;
  context.record({ type: 'delivery-refused', changed: changed as Json, mergeable });
  const names = changed.join(', ');
  const offer = mergeable ? 'approve to merge' : 'they do not merge by themselves';
  return openGate(context, {
    trigger: 'conflict',
    details: `Changed since the session began: ${names}; ${offer}.`,
  });
}

function ended(context: MakerContext, summary: string, outcome: 'done' | 'skipped' = 'done'): NextAction {
  const left = context.children.skipped + context.children.failed;
  const rest = left === 0 ? '' : ` ${left} ${left === 1 ? 'step was' : 'steps were'} left undone.`;
  return End(left === 0 ? outcome : 'skipped', { summary: `${summary}${rest}` });
}
