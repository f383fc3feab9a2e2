import { classified } from '../../error.ts';
import type { Json } from '../../json.ts';
import type { Candidate } from '../candidate.ts';
import type { VerificationRecord } from '../maker-state.ts';
import type { MakerContext } from '../maker-task.ts';

/** What a candidate leads to, and how that is known to stand. */
export interface KnownResult {
  /** '' where it can't be brought together with what was accepted meanwhile. */
  readonly result: string;
  /** Undefined when nothing that leads there was checked on the state that is accepted now. */
  readonly known: VerificationRecord | undefined;
}

/** Returns the state that the candidate leads to, and what a check of that very state gave, in this run or one before it. */
export async function knownResult(context: MakerContext, candidate: Candidate): Promise<KnownResult> {
  const { domain } = context.environment;
  const result = await domain.accepting(candidate).catch((error: unknown) => {
    if (classified(error).code === 'conflict') return '';
    throw error;
  });
  if (result === '') return { result, known: undefined };
  const known = [...context.data.verified.values()].find(
    (each) => each.result === result && each.verification.on === domain.state(),
  );
  return { result, known: known?.verification };
}

/** Runs the check, and journals what it gave under the name of this kind of event with these facts. */
export async function checkNow(
  context: MakerContext,
  candidate: Candidate,
  event: { readonly type: string; readonly key: string; readonly result: string },
): Promise<VerificationRecord> {
  const { domain, blobs } = context.environment;
  const verification = await domain.verify(candidate, context.data.input.brief, context.signal);
  context.signal.throwIfAborted();
  const record = { ...verification, output: await blobs.put(verification.output) };
  context.record({ ...event, verification: record as unknown as Json });
  await context.written();
  return record;
}
