import { Continue, End, type NextAction } from '../../flow/next-action.ts';
import type { Json } from '../../json.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';

/** Checks everything once more, together, before anything may leave the worktree. */
export const checkWhole: MakerTask = {
  async run(context): Promise<NextAction> {
    const { skipped, failed } = context.children;
    if (context.session.accepted === 0) return nothingAccepted(skipped + failed);
    const whole = await context.environment.domain.verifyWhole(context.data.input.brief, context.signal);
    await recordWhole(context, whole);
    if (whole.verdict !== 'failed') return Continue();
    return End('failed', { summary: `Nothing was delivered: ${whole.summary}` });
  },
};

function nothingAccepted(left: number): NextAction {
  if (left === 0) return End('done', { summary: 'There was nothing to change.' });
  return End('skipped', {
    summary: `Nothing was accepted: ${left} ${left === 1 ? 'step was' : 'steps were'} left undone.`,
  });
}

async function recordWhole(
  context: MakerContext,
  whole: Awaited<ReturnType<MakerContext['environment']['domain']['verifyWhole']>>,
) {
  const output = await context.environment.blobs.put(whole.output);
  context.record({ type: 'candidate-verified', verification: { ...whole, output } as unknown as Json });
  await context.written();
}
