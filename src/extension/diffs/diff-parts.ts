import * as vscode from 'vscode';
import type { Host, StepTarget } from '../host.ts';
import { plainMessage } from '../plain-line.ts';
import { CandidateDocuments, candidateUri } from './candidate-documents.ts';
import { Drafts } from './drafts.ts';
import { EditCopies } from './edit-copies.ts';
import { FlagComments } from './flag-comments.ts';
import { TitledTargets } from './titled-targets.ts';

/** What the commands about diffs share. */
export interface DiffParts {
  readonly host: Host;
  readonly documents: CandidateDocuments;
  readonly comments: FlagComments;
  readonly drafts: Drafts;
  readonly copies: EditCopies;
  /** Editors of several files: with answers to decide, and with copies to edit. */
  readonly titles: TitledTargets;
  readonly editTitles: TitledTargets;
}

/** Returns the parts, none of them doing anything yet. */
export function diffParts(host: Host): DiffParts {
  const memory = host.context.workspaceState;
  const drafts = new Drafts(host.context.storageUri);
  const comments = new FlagComments();
  const documents = new CandidateDocuments(host, (address, file, { files, flags }) => {
    const first = files.find(({ after, binary }) => after !== null || binary);
    const texts = { before: file.before ?? '', after: file.after ?? '' };
    if (first === file) comments.show(candidateUri(address), texts, flags);
  });
  return {
    host,
    documents,
    comments,
    drafts,
    copies: new EditCopies(host, drafts),
    titles: new TitledTargets(memory, 'microfactory.diffTitles'),
    editTitles: new TitledTargets(memory, 'microfactory.editTitles'),
  };
}

/** Returns the number of the question that a step waits with; undefined when it waits with another one or not at all. */
export function waitingSeq(
  host: Host,
  target: StepTarget,
): { readonly openedSeq: number | null } | undefined {
  const waiting = host.sessions.waiting.find(
    ({ session, wait }) => session.session_id === target.sessionId && wait.step_id === target.stepId,
  );
  if (waiting === undefined) return undefined;
  const { opened_seq: openedSeq } = waiting.wait;
  return target.openedSeq === undefined || target.openedSeq === openedSeq ? { openedSeq } : undefined;
}

/** Tells something that was asked for and isn't there. */
export function tell(sentence: string): void {
  void vscode.window.showInformationMessage(plainMessage(sentence));
}
