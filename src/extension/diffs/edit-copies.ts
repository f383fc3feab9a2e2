import * as vscode from 'vscode';
import { MicrofactoryError } from '../../engine/error.ts';
import type { CandidateFiles } from '../../protocol/candidate-files.ts';
import type { Host, StepTarget } from '../host.ts';
import { SCHEMES } from '../ids.ts';
import { t } from '../l10n.ts';
import { addressOf, addressParts, markOf, targetOf, type CandidateAddress } from './candidate-address.ts';
import type { Drafts } from './drafts.ts';
import { editDecision, editableFiles } from './edit-decision.ts';
import { likeOriginal, savedText } from './saved-text.ts';

/** Answers as their writable copies take them: read once, sent once. */
export class EditCopies {
  readonly #host: Host;
  readonly #drafts: Drafts;
  readonly #candidates = new Map<string, Promise<CandidateFiles>>();
  readonly #sent = new Map<string, ReadonlyMap<string, string>>();
  readonly #sending = new Map<string, Promise<boolean>>();

  constructor(host: Host, drafts: Drafts) {
    this.#host = host;
    this.#drafts = drafts;
  }

  /** Returns the text of the answer that a copy was made of; throws when the step was answered anew. */
  async originalOf(address: CandidateAddress): Promise<string> {
    const candidate = await this.#candidateOf(address);
    const file = editableFiles(candidate).find((each) => each.path === address.path);
    if (file === undefined || markOf(file.after) !== address.mark) throw answeredAnew(address);
    return file.after;
  }

  /** Returns the text that a copy is compared with; throws when the step was answered anew. */
  async baseOf(address: CandidateAddress): Promise<string> {
    const { files } = await this.#candidateOf(address);
    const file = files.find((each) => each.path === address.path);
    if (file === undefined || markOf(file.before) !== address.mark) throw answeredAnew(address);
    return file.before ?? '';
  }

  /** Returns what was sent of a copy; undefined until it was. */
  sentTextOf(address: CandidateAddress): string | undefined {
    return this.#sent.get(addressKey(address))?.get(address.path);
  }

  /** True when the answer was sent with edits from here. */
  wasSent(target: StepTarget | CandidateAddress): boolean {
    return this.#sent.has(addressKey(target));
  }

  /** Sends the answer with the edits of all its files, `saved` (if given) as that file's; true when there was something to send. Rejects when the guard or the session refuses. */
  async send(address: CandidateAddress, saved?: string): Promise<boolean> {
    const key = addressKey(address);
    // One save of several files arrives as one for each; the first sends them all.
    const before = this.#sending.get(key);
    if (before !== undefined) return await before;
    const sending = this.#send(address, saved);
    this.#sending.set(key, sending);
    try {
      return await sending;
    } finally {
      this.#sending.delete(key);
    }
  }

  async #send(address: CandidateAddress, saved?: string): Promise<boolean> {
    const target = targetOf(address);
    if (target === undefined) throw answeredAnew(address);
    const candidate = await this.#candidateOf(address);
    const edits = await this.#editsOf(address, candidate);
    if (saved !== undefined) edits.set(address.path, saved);
    const decision = editDecision(candidate, edits);
    if (decision === undefined) return false;
    await this.#host.decide(target, decision);
    this.#sent.set(addressKey(address), edits);
    await this.#forgetDrafts(address, candidate);
    return true;
  }

  #candidateOf(address: CandidateAddress): Promise<CandidateFiles> {
    const key = addressKey(address);
    const known = this.#candidates.get(key);
    if (known !== undefined) return known;
    const asked = this.#ask(address);
    this.#candidates.set(key, asked);
    // What failed is asked again: the engine may be there next time.
    asked.catch(() => this.#candidates.delete(key));
    return asked;
  }

  async #ask({ sessionId, stepId, label }: CandidateAddress): Promise<CandidateFiles> {
    const service = await this.#host.engine.service();
    return await service.candidate(sessionId, stepId ?? '', label);
  }

  async #editsOf(address: CandidateAddress, candidate: CandidateFiles): Promise<Map<string, string>> {
    const edits = new Map<string, string>();
    for (const file of editableFiles(candidate)) {
      const uri = editUri({ ...address, path: file.path, mark: markOf(file.after) });
      const text = openTextOf(uri);
      const draft = text === undefined ? await this.#drafts.get(uri) : undefined;
      if (text !== undefined) edits.set(file.path, likeOriginal(file.after, text));
      else if (draft !== undefined) edits.set(file.path, savedText(file.after, draft));
    }
    return edits;
  }

  async #forgetDrafts(address: CandidateAddress, candidate: CandidateFiles): Promise<void> {
    for (const file of editableFiles(candidate))
      await this.#drafts.drop(editUri({ ...address, path: file.path, mark: markOf(file.after) }));
  }
}

/** Returns the URI of a file's writable copy. */
export function editUri(address: CandidateAddress): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEMES.edit, ...addressParts(address) });
}

/** Returns the address of a writable copy; throws `FileNotFound` for a URI that was not made for one. */
export function editAddressOf(uri: vscode.Uri): CandidateAddress {
  const address = addressOf(uri);
  if (address === undefined || address.stepId === null) throw vscode.FileSystemError.FileNotFound(uri);
  return address;
}

function openTextOf(uri: vscode.Uri): string | undefined {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return document?.getText();
}

/** Returns what is the same for all files of one copy: its question and its answer. */
export function addressKey(copy: CandidateAddress | StepTarget | undefined): string {
  if (copy === undefined) return '';
  const { sessionId, stepId, label, openedSeq } = copy;
  return JSON.stringify([sessionId, stepId, label ?? null, openedSeq ?? null]);
}

function answeredAnew({ label }: CandidateAddress): MicrofactoryError {
  const message = t('Answer {0} is no longer there: its step was answered anew.', label ?? '');
  return new MicrofactoryError({ code: 'conflict', message });
}
