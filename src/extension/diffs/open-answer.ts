import type { CandidateFiles } from '../../protocol/candidate-files.ts';
import type { StepSummary } from '../../protocol/session.ts';
import type { StepTarget } from '../host.ts';
import { t } from '../l10n.ts';
import { askSummary } from '../sessions/ask-summary.ts';
import {
  pairsOfCandidate,
  pairsOfClasses,
  pairsOfResult,
  type ComparedPair,
  type ComparedSide,
} from './compared-pair.ts';
import { openDiffEditor, type ShownPair, type ShownSide } from './diff-editors.ts';
import { tell, type DiffParts } from './diff-parts.ts';
import { titleOfAnswer, titleOfComparison, titleOfResult } from './diff-title.ts';

/** Opens what an answer changes; the leading one when the target names none. */
export async function openAnswer(parts: DiffParts, target: StepTarget): Promise<void> {
  const { sessionId, stepId } = target;
  const service = await parts.host.engine.service();
  // The question first: should another be asked meanwhile, a decision is refused instead of meaning other texts.
  const { step } = await service.step(sessionId, stepId);
  const openedSeq = questionOf(step, target);
  const candidate = await service.candidate(sessionId, stepId, target.label ?? null);
  const pairs = pairsOfCandidate(candidate, openedSeq);
  if (pairs.length === 0) return tell(t('Answer {0} changes no files.', candidate.label));
  const shown = shownPairs(parts, pairs);
  commentOn(parts, pairs, shown, candidate.flags);
  await openDiffEditor(parts.titles, {
    title: titleOfAnswer(step, candidate.label, paths(pairs)),
    pairs: shown,
    target: { sessionId, stepId, label: candidate.label, openedSeq: openedSeq ?? undefined },
    preview: true,
  });
}

/** Opens where an answer differs from the leading one. */
export async function openComparison(
  parts: DiffParts,
  target: StepTarget & { label: string },
): Promise<void> {
  const { sessionId, stepId, label } = target;
  const service = await parts.host.engine.service();
  const { step } = await service.step(sessionId, stepId);
  const openedSeq = questionOf(step, target);
  const leading = await service.candidate(sessionId, stepId, null);
  const other = await service.candidate(sessionId, stepId, label);
  const pairs = pairsOfClasses(leading, other, openedSeq);
  if (pairs.length === 0) return tell(t('Answers {0} and {1} leave the same files.', label, leading.label));
  await openDiffEditor(parts.titles, {
    title: titleOfComparison(step, { leading: leading.label, other: label }, paths(pairs)),
    pairs: shownPairs(parts, pairs),
    target: { ...target, openedSeq: openedSeq ?? undefined },
    preview: true,
  });
}

/** Opens everything that a session changed so far. */
export async function openResult(parts: DiffParts, sessionId: string): Promise<void> {
  const service = await parts.host.engine.service();
  const result = await service.result(sessionId);
  const { prompt } = await askSummary(service, sessionId);
  const pairs = pairsOfResult(result);
  if (pairs.length === 0) return tell(t('This session has changed no files so far.'));
  const title = titleOfResult(prompt, paths(pairs));
  await openDiffEditor(parts.titles, {
    title,
    pairs: shownPairs(parts, pairs),
    target: undefined,
    preview: true,
  });
}

function questionOf(step: StepSummary, target: StepTarget): number | null {
  return target.openedSeq ?? step.wait_state?.opened_seq ?? null;
}

function shownPairs(parts: DiffParts, pairs: readonly ComparedPair[]): ShownPair[] {
  return pairs.map((pair) => {
    const left = shownSideOf(parts, pair.left);
    const right = shownSideOf(parts, pair.right);
    return { file: right.uri, left, right };
  });
}

/** Returns one side as editors take it, its text kept for when they ask. */
function shownSideOf({ documents }: DiffParts, side: ComparedSide): ShownSide {
  return { uri: documents.documentOf(side), exists: side.exists };
}

function commentOn(
  { comments }: DiffParts,
  pairs: readonly ComparedPair[],
  shown: readonly ShownPair[],
  flags: CandidateFiles['flags'],
): void {
  const first = pairs.findIndex(({ right }) => right.exists);
  const pair = pairs[first];
  const uri = shown[first]?.right.uri;
  if (pair === undefined || uri === undefined) return;
  comments.show(uri, { before: pair.left.text, after: pair.right.text }, flags);
}

function paths(pairs: readonly ComparedPair[]): string[] {
  return pairs.map(({ path }) => path);
}
