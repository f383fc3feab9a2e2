import type { Json } from '../../json.ts';
import type { Candidate } from '../candidate.ts';
import type { VerificationRecord } from '../maker-state.ts';
import type { MakerContext } from '../maker-task.ts';
import { ownKeyOf } from '../behaviour/merged-classes.ts';
import { ballotOf } from '../race-rules.ts';
import { representativeOfOwn } from '../vote/representative.ts';
import { loadCandidate } from './load-candidate.ts';
import { rollBack } from './roll-back.ts';
import { checkNow, knownResult, type KnownResult } from './verify-once.ts';

/** A class that is to be checked, with the answer that stands for it. */
interface OpenClass extends KnownResult {
  readonly key: string;
  readonly candidate: Candidate;
}

/**
 * Checks every class of a contested race once, all of them at once as far as worktrees reach, before its votes are
 * counted: votes for what fails do not count. Returns how the step goes on when nothing is left to vote for.
 */
export async function verifyClasses(context: MakerContext): Promise<'again' | 'spent' | undefined> {
  if (context.environment.domain.verifiesClasses !== true) return undefined;
  const keys = classesOf(context);
  // Where all agree nothing competes: the winner alone is checked.
  if (keys.length < 2 && context.data.verified.size === 0) return undefined;
  const unchecked = keys.filter((key) => !isVerified(context, key));
  await checkAll(context, unchecked);
  return keys.length > 0 && classesOf(context).length === 0 ? allFailed(context, keys) : undefined;
}

/** The vote keys of valid answers, in the order they appeared, also of those that are counted as one. */
export function classesOf(context: MakerContext): string[] {
  const { samples } = ballotOf(context, 'answer');
  return [...new Set(samples.filter(({ outcome }) => outcome === 'valid').map(ownKeyOf))];
}

export function isVerified({ data, environment }: MakerContext, key: string): boolean {
  return data.verified.get(key)?.verification.on === environment.domain.state();
}

async function checkAll(context: MakerContext, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  context.environment.progress(context.stepId, `Checking ${keys.length} answers that differ.`);
  const states = new Map<string, OpenClass[]>();
  for (const key of keys) {
    const open = await openClass(context, key);
    states.set(open.result || key, [...(states.get(open.result || key) ?? []), open]);
  }
  const ended = await Promise.allSettled([...states.values()].map((classes) => checkState(context, classes)));
  context.signal.throwIfAborted();
  for (const check of ended) if (check.status === 'rejected') throw check.reason;
}

async function openClass(context: MakerContext, key: string): Promise<OpenClass> {
  const sample = representativeOfOwn(context.data.samples, key);
  const candidate = await loadCandidate(context.environment.blobs, sample?.value ?? '');
  return { key, candidate, ...(await knownResult(context, candidate)) };
}

/** Classes that lead to the very same state need one check. */
async function checkState(context: MakerContext, classes: readonly OpenClass[]): Promise<void> {
  let known: VerificationRecord | undefined = classes[0]?.known;
  for (const { key, result, candidate } of classes) {
    const event = { type: 'class-verified', key, result };
    if (known === undefined) known = await checkNow(context, candidate, event);
    else context.record({ ...event, verification: known as unknown as Json });
  }
  await context.written();
}

/** As when a winner fails: what was seen is told to the next attempt. */
function allFailed(context: MakerContext, keys: readonly string[]): 'again' | 'spent' {
  const checked = keys.flatMap((key) => context.data.verified.get(key)?.verification ?? []);
  const feedback = [...new Set(checked.flatMap(({ seen }) => seen))];
  return rollBack(context, { key: '', reason: checked.at(-1)?.summary ?? '', feedback });
}
