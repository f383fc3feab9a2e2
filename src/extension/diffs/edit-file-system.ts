import * as vscode from 'vscode';
import { classified, MicrofactoryError } from '../../engine/error.ts';
import { t } from '../l10n.ts';
import type { CandidateAddress } from './candidate-address.ts';
import type { Drafts } from './drafts.ts';
import { editAddressOf, type EditCopies } from './edit-copies.ts';
import { say, sayApproved } from './edit-status.ts';
import { savedText } from './saved-text.ts';

export interface EditFileSystemParts {
  readonly copies: EditCopies;
  readonly drafts: Drafts;
  /** Whether a person asked for the save that is going on; auto-save must send nothing. */
  readonly savedByHand: (uri: vscode.Uri) => boolean;
  readonly fail: (error: unknown) => void;
}

/**
 * The writable copies of answers: reading gives the answer, saving by hand sends it with the edits. What they are compared
 * with is here too, read-only: VS Code restores a diff after a reload only when both sides come from a file system.
 */
export class EditFileSystem implements vscode.FileSystemProvider {
  readonly #copies: EditCopies;
  readonly #drafts: Drafts;
  readonly #savedByHand: (uri: vscode.Uri) => boolean;
  readonly #fail: (error: unknown) => void;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #times = new Map<string, number>();
  readonly onDidChangeFile = this.#changed.event;

  constructor({ copies, drafts, savedByHand, fail }: EditFileSystemParts) {
    this.#copies = copies;
    this.#drafts = drafts;
    this.#savedByHand = savedByHand;
    this.#fail = fail;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { byteLength: size } = await this.readFile(uri);
    // Only our own saves change a copy.
    const mtime = this.#times.get(uri.toString()) ?? 1;
    const stat = { type: vscode.FileType.File, ctime: 1, mtime, size };
    return editAddressOf(uri).side === 'before'
      ? { ...stat, permissions: vscode.FilePermission.Readonly }
      : stat;
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const address = editAddressOf(uri);
    if (address.side === 'before') return Buffer.from(await asSentence(this.#copies.baseOf(address)));
    const draft = await this.#drafts.get(uri);
    if (draft !== undefined) return draft;
    const sent = this.#copies.sentTextOf(address);
    return Buffer.from(sent ?? (await asSentence(this.#copies.originalOf(address))));
  }

  async writeFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    const address = editAddressOf(uri);
    if (address.side === 'before') throw refused();
    const byHand = this.#savedByHand(uri);
    await asSentence(byHand ? this.#send(uri, address, bytes) : this.#keep(uri, address, bytes));
    this.#times.set(uri.toString(), (this.#times.get(uri.toString()) ?? 1) + 1);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async #send(uri: vscode.Uri, address: CandidateAddress, bytes: Uint8Array): Promise<void> {
    const text = savedText(await this.#copies.originalOf(address), bytes);
    try {
      await this.#sendOnce(uri, address, text);
    } catch (error) {
      // Refusing the write itself would show the sentence inside VS Code's own, behind the whole address.
      await this.#drafts.set(uri, bytes);
      const message = t('{0} The edits are kept in this editor.', classified(error).message);
      this.#fail(new MicrofactoryError({ code: classified(error).code, message, cause: error }));
    }
  }

  async #sendOnce(uri: vscode.Uri, address: CandidateAddress, text: string): Promise<void> {
    // It went along a moment ago, with another file of its answer.
    if (this.#copies.sentTextOf(address) === text) return;
    if (this.#copies.wasSent(address))
      throw new MicrofactoryError({ code: 'conflict', message: alreadySent() });
    const sent = await this.#copies.send(address, text);
    if (sent) return sayApproved();
    await this.#drafts.drop(uri);
    say(
      t('Microfactory: nothing was edited, so nothing was sent; choose Approve to take the answer as it is.'),
    );
  }

  async #keep(uri: vscode.Uri, address: CandidateAddress, bytes: Uint8Array): Promise<void> {
    const sent = this.#copies.sentTextOf(address);
    if (sent !== undefined && sent === savedText(sent, bytes)) return;
    await this.#drafts.set(uri, bytes);
    say(t('Microfactory: the edits are kept, not sent yet; save by hand to approve the answer with them.'));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  createDirectory(): never {
    throw refused();
  }

  delete(): never {
    throw refused();
  }

  rename(): never {
    throw refused();
  }
}

function alreadySent(): string {
  return t('This answer was approved with edits before, so these were not sent.');
}

function refused(): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(t('The files of an answer can be edited here, nothing else.'));
}

/** VS Code shows the message of a file system's error as it is. */
async function asSentence<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw vscode.FileSystemError.Unavailable(classified(error).message);
  }
}
