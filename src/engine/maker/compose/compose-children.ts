import { End } from '../../flow/next-action.ts';
import type { MakerTask } from '../maker-task.ts';

/** Ends a step whose children have ended: their work is in the accepted state, so what is left is its own promise. */
export const composeChildren: MakerTask = {
  async run(context) {
    const { skipped, failed, done } = context.children;
    if (skipped + failed > 0) {
      return End('skipped', {
        summary: `${skipped + failed} of ${skipped + failed + done} parts were left undone.`,
      });
    }
    const whole = await context.environment.domain.verifyWhole(context.data.input.brief, context.signal);
    if (whole.verdict !== 'failed') return End('done', { summary: whole.summary });
    return End('failed', { summary: `All parts are done, but together they do not hold: ${whole.summary}` });
  },
};
