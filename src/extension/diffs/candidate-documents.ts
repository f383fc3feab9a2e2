import * as vscode from 'vscode';
import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { CandidateFiles, ComparedFile, ComparedFiles } from '../../protocol/candidate-files.ts';
import type { Host } from '../host.ts';
import { SCHEMES } from '../ids.ts';
import { t } from '../l10n.ts';
import { addressOf, addressParts, type CandidateAddress } from './candidate-address.ts';
import { shownSide, type ComparedSide } from './compared-pair.ts';
import { KeptTexts } from './kept-texts.ts';

/** Characters, over all read-only documents. */
const MOST_KEPT = 16_000_000;

type Restored = (address: CandidateAddress, file: ComparedFile, candidate: CandidateFiles) => void;

/**
 * The read-only sides of diffs: what was opened stays as it was, what was forgotten or restored is asked for again.
 * A file system and no content provider, because only what comes from a file system survives a reload of the window.
 */
export class CandidateDocuments implements vscode.FileSystemProvider {
  readonly #host: Host;
  readonly #onRestored: Restored;
  readonly #kept = new KeptTexts(MOST_KEPT);
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** Never fires: an address is bound to its text. */
  readonly onDidChangeFile = this.#changed.event;

  /** `onRestored` is told of an answer's file that an editor asks for after a reload. */
  constructor(host: Host, onRestored: Restored) {
    this.#host = host;
    this.#onRestored = onRestored;
  }

  /** Returns the document of one side, and keeps its text for when the editor asks. */
  documentOf(side: ComparedSide): vscode.Uri {
    const uri = candidateUri(side.address);
    this.#kept.set(uri.toString(), side.text);
    return uri;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { byteLength: size } = await this.readFile(uri);
    return {
      type: vscode.FileType.File,
      ctime: 1,
      mtime: 1,
      size,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    try {
      return Buffer.from(await this.#textOf(uri));
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(classified(error).message);
    }
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  createDirectory(): never {
    throw readOnly();
  }

  writeFile(): never {
    throw readOnly();
  }

  delete(): never {
    throw readOnly();
  }

  rename(): never {
    throw readOnly();
  }

  async #textOf(uri: vscode.Uri): Promise<string> {
    const kept = this.#kept.get(uri.toString());
    if (kept !== undefined) return kept;
    const address = addressOf(uri);
    if (address === undefined) throw notThere(t('This address shows no answer of Microfactory.'));
    const { text, mark } = shownSide(await this.#fileAt(address), address.side);
    if (mark !== address.mark) throw notThere(answeredAnew());
    this.#kept.set(uri.toString(), text);
    return text;
  }

  async #fileAt(address: CandidateAddress): Promise<ComparedFile> {
    const { sessionId, stepId, label, path } = address;
    const service = await this.#host.engine.service();
    if (stepId === null) return fileIn(await service.result(sessionId), path);
    const candidate = await service.candidate(sessionId, stepId, label);
    const file = fileIn(candidate, path);
    if (address.side === 'after' && label === address.answer) this.#onRestored(address, file, candidate);
    return file;
  }
}

function fileIn({ files }: ComparedFiles, path: string): ComparedFile {
  const file = files.find((each) => each.path === path);
  if (file === undefined) throw notThere(answeredAnew());
  return file;
}

/** Returns the URI of a read-only document. */
export function candidateUri(address: CandidateAddress): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEMES.candidate, ...addressParts(address) });
}

function readOnly(): vscode.FileSystemError {
  return vscode.FileSystemError.NoPermissions(
    t('An answer can’t be changed here; use Approve With My Edits.'),
  );
}

function answeredAnew(): string {
  return t('This text is no longer there: it was answered anew. Open the diff again.');
}

function notThere(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'not-found', message });
}
