import * as vscode from 'vscode';
import type { CandidateFiles } from '../../protocol/candidate-files.ts';
import { SCHEMES } from '../ids.ts';
import { t } from '../l10n.ts';
import { firstChangedLine } from './first-changed-line.ts';
import { flagThreads, type FlagNote, type FlagThread } from './flag-notes.ts';

/** More threads than this begin folded. */
const MOST_OPEN = 2;

/** Red flags beside the diff that they were raised over: read-only, and plain text whatever they quote. */
export class FlagComments implements vscode.Disposable {
  readonly #controller = vscode.comments.createCommentController('microfactory-flags', t('Red Flags'));
  readonly #threads = new Map<string, vscode.CommentThread[]>();
  readonly #closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === SCHEMES.candidate) this.#clear(uri);
  });

  /** Puts the flags at the first line that a document changes, once. */
  show(
    uri: vscode.Uri,
    texts: { readonly before: string; readonly after: string },
    flags: CandidateFiles['flags'],
  ): void {
    if (this.#threads.has(uri.toString()) || flags.length === 0) return;
    const line = firstChangedLine(texts.before, texts.after);
    const threads = flagThreads(flags);
    const state =
      threads.length > MOST_OPEN
        ? vscode.CommentThreadCollapsibleState.Collapsed
        : vscode.CommentThreadCollapsibleState.Expanded;
    this.#threads.set(
      uri.toString(),
      threads.map((thread) => this.#open(uri, line, thread, state)),
    );
  }

  #open(
    uri: vscode.Uri,
    line: number,
    { title, notes }: FlagThread,
    state: vscode.CommentThreadCollapsibleState,
  ): vscode.CommentThread {
    const range = new vscode.Range(line, 0, line, 0);
    const thread = this.#controller.createCommentThread(uri, range, notes.map(commentOf));
    thread.canReply = false;
    thread.label = title;
    thread.collapsibleState = state;
    return thread;
  }

  #clear(uri: vscode.Uri): void {
    for (const thread of this.#threads.get(uri.toString()) ?? []) thread.dispose();
    this.#threads.delete(uri.toString());
  }

  dispose(): void {
    this.#closing.dispose();
    this.#controller.dispose();
  }
}

function commentOf({ sentence, evidence }: FlagNote): vscode.Comment {
  const body = new vscode.MarkdownString();
  body.isTrusted = false;
  body.supportHtml = false;
  body.appendText(sentence);
  if (evidence !== null) body.appendCodeblock(evidence, 'text');
  return { body, mode: vscode.CommentMode.Preview, author: { name: 'Microfactory' } };
}
