import { createHash } from 'node:crypto';
import * as vscode from 'vscode';

/** Edits that were saved without being sent (by auto-save, say), kept beside the workspace so that a reload loses none. */
export class Drafts {
  readonly #folder: vscode.Uri | undefined;
  readonly #texts = new Map<string, Uint8Array>();

  /** Without a folder drafts last as long as the window. */
  constructor(storage: vscode.Uri | undefined) {
    this.#folder = storage === undefined ? undefined : vscode.Uri.joinPath(storage, 'drafts');
  }

  async get(uri: vscode.Uri): Promise<Uint8Array | undefined> {
    const held = this.#texts.get(uri.toString());
    if (held !== undefined || this.#folder === undefined) return held;
    try {
      const bytes = await vscode.workspace.fs.readFile(this.#fileOf(uri, this.#folder));
      this.#texts.set(uri.toString(), bytes);
      return bytes;
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  }

  async set(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    this.#texts.set(uri.toString(), bytes);
    if (this.#folder !== undefined)
      await vscode.workspace.fs.writeFile(this.#fileOf(uri, this.#folder), bytes);
  }

  async drop(uri: vscode.Uri): Promise<void> {
    this.#texts.delete(uri.toString());
    if (this.#folder === undefined) return;
    try {
      await vscode.workspace.fs.delete(this.#fileOf(uri, this.#folder));
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
    }
  }

  #fileOf(uri: vscode.Uri, folder: vscode.Uri): vscode.Uri {
    return vscode.Uri.joinPath(folder, createHash('sha256').update(uri.toString()).digest('hex'));
  }
}
