import { MicrofactoryError } from '../../engine/error.ts';
import type { CandidateFiles, ComparedFile } from '../../protocol/candidate-files.ts';
import type { Decision } from '../../protocol/service.ts';
import { t } from '../l10n.ts';

/** A file of an answer that can be edited: it is text, and the answer doesn't delete it. */
export interface EditableFile extends ComparedFile {
  readonly after: string;
}

/** Returns the files of an answer that can be edited; throws `usage` when none can, or when one isn't text and would be lost. */
export function editableFiles(candidate: CandidateFiles): EditableFile[] {
  const binary = candidate.files.find((file) => file.binary);
  if (binary !== undefined)
    throw usage(
      t(
        'Answer {0} changes {1}, which is not UTF-8 text, so it can’t be edited here.',
        candidate.label,
        binary.path,
      ),
    );
  const editable = candidate.files.filter((file): file is EditableFile => file.after !== null);
  if (editable.length === 0)
    throw usage(t('Answer {0} leaves no file that could be edited.', candidate.label));
  return editable;
}

/** Returns the decision for an answer with somebody's edits, by path; undefined when they change nothing. */
export function editDecision(
  candidate: CandidateFiles,
  edits: ReadonlyMap<string, string>,
): Extract<Decision, { kind: 'edit' }> | undefined {
  const editable = new Set(editableFiles(candidate).map((file) => file.path));
  const stray = [...edits.keys()].find((path) => !editable.has(path));
  if (stray !== undefined) throw usage(t('Answer {0} has no file {1} to edit.', candidate.label, stray));
  const files = candidate.files.map((file) => ({
    path: file.path,
    text: edits.get(file.path) ?? file.after,
  }));
  const changed = files.some((file, index) => file.text !== candidate.files[index]?.after);
  return changed ? { kind: 'edit', files } : undefined;
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}
