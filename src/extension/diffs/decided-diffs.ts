import * as vscode from 'vscode';
import type { StepTarget } from '../host.ts';
import { CONTEXT_KEYS, SCHEMES } from '../ids.ts';
import { diffTargetOf, showsSeveral, shownUriOf } from './active-diff-target.ts';
import { addressOf, targetOf } from './candidate-address.ts';
import { waitingSeq, type DiffParts } from './diff-parts.ts';
import { addressKey } from './edit-copies.ts';
import { saveSent } from './send-edits.ts';

/** Keeps the buttons of our editors true, and closes the editors of a question once it was answered. */
export class DecidedDiffs implements vscode.Disposable {
  readonly #parts: DiffParts;
  readonly #waited = new Set<string>();
  readonly #listening: vscode.Disposable;

  constructor(parts: DiffParts) {
    this.#parts = parts;
    const { tabGroups } = vscode.window;
    const look = (): void => this.#look();
    this.#listening = vscode.Disposable.from(
      tabGroups.onDidChangeTabs(look),
      tabGroups.onDidChangeTabGroups(look),
      parts.host.sessions.onDidChange(look),
      vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)),
    );
    look();
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #look(): void {
    this.#work(this.#showButtons());
    this.#work(this.#closeAnswered());
  }

  #saved({ uri }: vscode.TextDocument): void {
    const address = uri.scheme === SCHEMES.edit ? addressOf(uri) : undefined;
    if (address !== undefined) this.#work(saveSent(this.#parts, address).then(() => this.#look()));
  }

  async #showButtons(): Promise<void> {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    const target = tab === undefined ? undefined : diffTargetOf(tab);
    const copy = tab === undefined ? undefined : this.#editTargetOf(tab);
    await setContext(CONTEXT_KEYS.candidateWaits, this.#waits(target));
    await setContext(CONTEXT_KEYS.editWaits, this.#waits(copy));
  }

  async #closeAnswered(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const answered = tabs.filter((tab) => !tab.isDirty && this.#isAnswered(tab));
    if (answered.length > 0) await vscode.window.tabGroups.close(answered, true);
  }

  /** True for an editor whose question was seen to wait and waits no more; one that was opened to look back stays. */
  #isAnswered(tab: vscode.Tab): boolean {
    const target = diffTargetOf(tab) ?? this.#editTargetOf(tab);
    if (target === undefined) return false;
    const key = addressKey({ ...target, label: undefined });
    if (this.#waits(target)) this.#waited.add(key);
    else if (this.#waited.has(key) && this.#isKnown(target)) return this.#mayClose(tab, target);
    return false;
  }

  #mayClose(tab: vscode.Tab, target: StepTarget): boolean {
    return this.#editTargetOf(tab) === undefined || this.#parts.copies.wasSent(target);
  }

  #editTargetOf(tab: vscode.Tab): StepTarget | undefined {
    const uri = shownUriOf(tab);
    if (uri === undefined) return showsSeveral(tab) ? this.#parts.editTitles.ofLabel(tab.label) : undefined;
    const address = uri.scheme === SCHEMES.edit ? addressOf(uri) : undefined;
    return address === undefined ? undefined : targetOf(address);
  }

  #waits(target: StepTarget | undefined): boolean {
    // An editor that was opened before anything was asked answers no question that is asked later.
    return target?.openedSeq !== undefined && waitingSeq(this.#parts.host, target) !== undefined;
  }

  /** While the engine is away nothing is known of its sessions. */
  #isKnown({ sessionId }: StepTarget): boolean {
    const { engine, sessions } = this.#parts.host;
    return engine.state === 'on' && sessions.sessions.some((each) => each.session_id === sessionId);
  }

  #work(work: Promise<void>): void {
    work.catch((error: unknown) => this.#parts.host.log.error(String(error)));
  }
}

async function setContext(key: string, value: boolean): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
