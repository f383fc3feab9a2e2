import { Continue } from '../../flow/next-action.ts';
import { isRecord, parseJson, type Json } from '../../json.ts';
import type { Blobs } from '../../ports/blobs.ts';
import type { Candidate } from '../candidate.ts';
import { MicrofactoryError } from '../../error.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import type { Verification } from '../verification.ts';

/** Checks the chosen candidate in a worktree; what fails is rolled back and told to the next attempt, to a limit. */
export const verifyCandidate: MakerTask = {
  async run(context) {
    const { chosen } = context.data;
    if (chosen === undefined) return Continue('again');
    const { domain } = context.environment;
    const candidate = await loadCandidate(context.environment.blobs, chosen.value);
    const verification = await domain.verify(candidate, context.data.input.brief, context.signal);
    await recordVerification(context, verification);
    return Continue(verification.verdict === 'failed' ? rollBack(context, verification) : 'passed');
  },
};

/** Returns the candidate that the blob holds; throws `store` when it is not one. */
export async function loadCandidate(blobs: Blobs, hash: string): Promise<Candidate> {
  const value = parseJson(await blobs.getText(hash));
  if (!isRecord(value) || typeof value['key'] !== 'string') {
    throw new MicrofactoryError({ code: 'store', message: `Blob ${hash} does not hold a candidate.` });
  }
  return value as unknown as Candidate;
}

async function recordVerification(context: MakerContext, verification: Verification): Promise<void> {
  const output = await context.environment.blobs.put(verification.output);
  context.record({
    type: 'candidate-verified',
    verification: { ...verification, output } as unknown as Json,
  });
  await context.written();
}

/** Nothing was changed that lasts; what is left to do is to remember. Returns how the step goes on. */
function rollBack(context: MakerContext, verification: Verification): 'again' | 'spent' {
  const { chosen } = context.data;
  const reason = `It failed verification before: ${verification.summary}`;
  context.record({
    type: 'step-rolled-back',
    attempt: context.data.attempts.answer,
    reason: verification.summary,
  });
  if (chosen !== undefined) context.record({ type: 'class-banned', key: chosen.key, reason });
  context.record({ type: 'feedback-added', feedback: [...verification.seen] });
  const byPerson = chosen?.by === 'person';
  context.record({ type: 'race-restarted', race: 'answer' });
  return byPerson || context.data.failedVerifications >= context.environment.settings.maxAttempts
    ? 'spent'
    : 'again';
}
