import { voterOf } from './ask-otherwise.ts';
import { moreVotes } from './more-votes.ts';
import type { Rung } from './rung.ts';

/** The same question in other words: more votes from prompts whose words and order of evidence differ. */
export const paraphrase: Rung = {
  climb(context, why) {
    // Whoever gives nothing usable does not lack other words.
    if (why.trigger === 'no-answer' || voterOf(context)?.paraphrases !== true) return undefined;
    return moreVotes(context, 'paraphrase', why);
  },
};
