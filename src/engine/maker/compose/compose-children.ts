import { Continue, End, type NextAction } from '../../flow/next-action.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { ballotOf } from '../race-rules.ts';

/** What becomes of a step whose parts have ended: its result is put together from theirs, or their work is the result. */
export const composeChildren: MakerTask = {
  async run(context) {
    const { skipped, failed, done } = context.children;
    if (skipped + failed > 0) {
      return End('skipped', {
        summary: `${skipped + failed} of ${skipped + failed + done} parts were left undone.`,
      });
    }
    const { domain } = context.environment;
    if (domain.composes?.(context.data.input.brief) === true) return putTogether(context);
    const whole = await domain.verifyWhole(context.data.input.brief, context.signal);
    if (whole.verdict !== 'failed') return End('done', { summary: whole.summary });
    return End('failed', { summary: `All parts are done, but together they do not hold: ${whole.summary}` });
  },
};

/** The solver races for the whole as for any step. Votes from before a step was split knew nothing of its parts. */
function putTogether(context: MakerContext): NextAction {
  if (ballotOf(context, 'answer').samples.length > 0)
    context.record({ type: 'race-restarted', feedback: [] });
  return Continue('parts-done');
}
