import { MicrofactoryError } from '../../engine/error.ts';
import type { StepTarget } from '../host.ts';
import { t } from '../l10n.ts';
import { pairsOfCandidate } from './compared-pair.ts';
import { openDiffEditor } from './diff-editors.ts';
import { waitingSeq, type DiffParts } from './diff-parts.ts';
import { titleOfEdit } from './diff-title.ts';
import { editUri } from './edit-copies.ts';
import { editableFiles } from './edit-decision.ts';

/** Opens the files of an answer beside the base, to be edited and saved; throws `usage` when there is nothing to decide or to edit. */
export async function openEdit(parts: DiffParts, target: StepTarget): Promise<void> {
  const { sessionId, stepId } = target;
  const service = await parts.host.engine.service();
  const question = waitingSeq(parts.host, target);
  if (question === undefined) throw notWaiting(stepId);
  const candidate = await service.candidate(sessionId, stepId, target.label ?? null);
  const { step } = await service.step(sessionId, stepId);
  const editable = new Set(editableFiles(candidate).map(({ path }) => path));
  const pairs = pairsOfCandidate(candidate, question.openedSeq).filter(({ path }) => editable.has(path));
  await openDiffEditor(parts.editTitles, {
    title: titleOfEdit(step, candidate.label, [...editable]),
    pairs: pairs.map(({ left, right }) => {
      const copy = editUri(right.address);
      return {
        file: copy,
        left: { uri: editUri(left.address), exists: left.exists },
        right: { uri: copy, exists: true },
      };
    }),
    target: { sessionId, stepId, label: candidate.label, openedSeq: question.openedSeq ?? undefined },
    preview: false,
  });
}

function notWaiting(stepId: string): MicrofactoryError {
  const message = t('Step {0} waits for no decision, so its answer can’t be edited.', stepId);
  return new MicrofactoryError({ code: 'conflict', message });
}
