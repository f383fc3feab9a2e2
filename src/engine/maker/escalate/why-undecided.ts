import type { GateReason } from '../gate/triggers.ts';
import type { MakerContext } from '../maker-task.ts';
import { decidingBallot, decidingRace, ruleOf } from '../race-rules.ts';
import { neededOf } from '../vote/race.ts';

/** Returns why a leaf has no decision: its candidates failed, nothing usable came, or no answer leads by enough. */
export function whyUndecided(context: MakerContext): GateReason {
  const { data } = context;
  const ballot = decidingBallot(context);
  if (data.lastRollback !== undefined && ballot.samples.length === 0) {
    const times = `${data.failedVerifications} ${data.failedVerifications === 1 ? 'candidate' : 'candidates'} failed verification`;
    return { trigger: 'verification', details: `${times}, the last one: ${data.lastRollback}` };
  }
  if (ballot.standing.votes === 0) return { trigger: 'no-answer', details: nothingFound(ballot.samples) };
  const counts = [...ballot.standing.counts.values()].sort((a, b) => b - a).join('–');
  return {
    trigger: 'undecided',
    details: `No answer ${neededOf(ruleOf(context, decidingRace(context)), ballot.standing.needed)}: the votes are ${counts}.`,
  };
}

function nothingFound(samples: readonly { readonly summary: string }[]): string {
  const last = samples.at(-1)?.summary;
  return last === undefined || last === ''
    ? 'No sample gave a usable answer.'
    : `No sample gave a usable answer; the last said: ${last}`;
}
