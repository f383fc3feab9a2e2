import { Continue, End } from '../../flow/next-action.ts';
import type { MakerTask } from '../maker-task.ts';

/** Ends a leaf whose promise is kept already (by an earlier step): then nothing is asked and nothing is paid. */
export const checkPromise: MakerTask = {
  async run(context) {
    const kept = await context.environment.domain.alreadyKept(context.data.input.brief, context.signal);
    return kept ? End('done', { summary: 'Its promise is kept already.' }) : Continue();
  },
};
