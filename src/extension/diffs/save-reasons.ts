import * as vscode from 'vscode';
import { SCHEMES } from '../ids.ts';

/**
 * Tells saves by hand from those of auto-save, for writable copies. VS Code drops a save that is asked for while an
 * auto-save is under way, so Ctrl+S on a copy is bound to the command that sends its edits.
 */
export class SaveReasons implements vscode.Disposable {
  readonly #byHand = new Set<string>();
  readonly #listening = vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
    if (document.uri.scheme !== SCHEMES.edit) return;
    const key = document.uri.toString();
    if (reason === vscode.TextDocumentSaveReason.Manual) this.#byHand.add(key);
    else this.#byHand.delete(key);
  });

  /** Returns, once for each save, whether a person asked for it. */
  take(uri: vscode.Uri): boolean {
    return this.#byHand.delete(uri.toString());
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
