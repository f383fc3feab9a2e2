import { Continue } from '../../flow/next-action.ts';
import type { Json } from '../../json.ts';
import type { ChosenCandidate, VerificationRecord } from '../maker-state.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { loadCandidate } from './load-candidate.ts';
import { rollBack } from './roll-back.ts';
import { checkNow, knownResult } from './verify-once.ts';

/** Checks the chosen candidate in a worktree; what fails is rolled back and told to the next attempt, to a limit. */
export const verifyCandidate: MakerTask = {
  async run(context) {
    const { chosen } = context.data;
    if (chosen === undefined) return Continue('again');
    const verification = recorded(context) ?? (await verifyChosen(context, chosen));
    if (verification.verdict !== 'failed') return Continue('passed');
    const { summary, seen } = verification;
    return Continue(rollBack(context, { key: chosen.key, reason: summary, feedback: seen }));
  },
};

/** What a killed run had found out already, if the accepted state has not moved since. */
function recorded(context: MakerContext): VerificationRecord | undefined {
  const { verification } = context.data;
  return verification?.on === context.environment.domain.state() ? verification : undefined;
}

async function verifyChosen(context: MakerContext, { key, value, by }: ChosenCandidate) {
  const candidate = await loadCandidate(context.environment.blobs, value);
  const { result, known } = await knownResult(context, candidate);
  const event = { type: 'candidate-verified', key, result };
  // A person who chooses what failed wants it tried once more.
  if (known === undefined || (by === 'person' && known.verdict === 'failed')) {
    return checkNow(context, candidate, event);
  }
  context.record({ ...event, verification: known as unknown as Json });
  await context.written();
  return known;
}
