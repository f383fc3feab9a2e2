import { voterOf } from './ask-otherwise.ts';
import { moreVotes } from './more-votes.ts';
import type { Rung } from './rung.ts';

/** More votes in the same race, from other models: their mistakes are others. */
export const anotherModel: Rung = {
  climb(context, why) {
    const { others = [] } = voterOf(context) ?? {};
    return others.length === 0 ? undefined : moreVotes(context, 'model', why);
  },
};
