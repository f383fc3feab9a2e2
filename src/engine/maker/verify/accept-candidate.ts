import { Continue, End } from '../../flow/next-action.ts';
import type { MakerTask } from '../maker-task.ts';
import { loadCandidate } from './verify-candidate.ts';

/** Makes the verified candidate part of the accepted state: first the event, then the effect, again after a kill. */
export const acceptCandidate: MakerTask = {
  async run(context) {
    const { data, environment } = context;
    if (data.chosen === undefined || data.verification === undefined) return Continue('reverify');
    if (data.accepting === undefined) {
      if (data.verification.on !== environment.domain.state()) return Continue('reverify');
      const candidate = await loadCandidate(environment.blobs, data.chosen.value);
      const state = await environment.domain.accepting(candidate);
      // Accepting took a moment: another step may have been accepted meanwhile.
      if (data.verification.on !== environment.domain.state()) return Continue('reverify');
      context.record({ type: 'candidate-accepted', state, summary: data.chosen.summary });
    }
    await context.written();
    await environment.domain.accept(data.accepting ?? '');
    return End('done', { summary: data.chosen.summary });
  },
};
