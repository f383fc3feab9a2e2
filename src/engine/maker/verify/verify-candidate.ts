import { Continue } from '../../flow/next-action.ts';
import { isRecord, parseJson, type Json } from '../../json.ts';
import type { Blobs } from '../../ports/blobs.ts';
import type { Candidate } from '../candidate.ts';
import { MicrofactoryError } from '../../error.ts';
import type { VerificationRecord } from '../maker-state.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import type { Verification } from '../verification.ts';

/** Checks the chosen candidate in a worktree; what fails is rolled back and told to the next attempt, to a limit. */
export const verifyCandidate: MakerTask = {
  async run(context) {
    const { chosen } = context.data;
    if (chosen === undefined) return Continue('again');
    const verification = known(context) ?? (await verifyNow(context, chosen.value));
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

/** What a killed run had found out already, if the accepted state has not moved since. */
function known(context: MakerContext): VerificationRecord | undefined {
  const { verification } = context.data;
  return verification?.on === context.environment.domain.state() ? verification : undefined;
}

async function verifyNow(context: MakerContext, value: string): Promise<Verification> {
  const candidate = await loadCandidate(context.environment.blobs, value);
  const verification = await context.environment.domain.verify(
    candidate,
    context.data.input.brief,
    context.signal,
  );
  await recordVerification(context, verification);
  return verification;
}

async function recordVerification(context: MakerContext, verification: Verification): Promise<void> {
  const output = await context.environment.blobs.put(verification.output);
  context.record({
    type: 'candidate-verified',
    verification: { ...verification, output } as unknown as Json,
  });
  await context.written();
}

/** Nothing was changed that lasts: what is left is to remember, in one event. Returns how the step goes on. */
function rollBack(context: MakerContext, verification: VerificationRecord): 'again' | 'spent' {
  const { data, environment } = context;
  const byPerson = data.chosen?.by === 'person';
  context.record({
    type: 'step-rolled-back',
    key: data.chosen?.key ?? '',
    attempt: data.attempts.answer,
    reason: verification.summary,
    feedback: [...verification.seen],
  });
  return byPerson || data.failedVerifications >= environment.settings.maxAttempts ? 'spent' : 'again';
}
