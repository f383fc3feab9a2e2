import * as vscode from 'vscode';
import type { StepTarget } from '../host.ts';
import { SCHEMES } from '../ids.ts';
import { addressOf, targetOf } from './candidate-address.ts';
import type { TitledTargets } from './titled-targets.ts';

let titles: Pick<TitledTargets, 'ofLabel'> | undefined;

/** Lets editors of several files be known by their titles. */
export function recognizeTitlesOf(targets: Pick<TitledTargets, 'ofLabel'> | undefined): void {
  titles = targets;
}

/** Returns the step and answer that the active editor shows read-only, undefined when it shows none of ours. */
export function activeDiffTarget(): StepTarget | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  return tab === undefined ? undefined : diffTargetOf(tab);
}

/** Returns the step and answer that a tab shows read-only; a copy with somebody's own edits is none: approving it would drop them. */
export function diffTargetOf(tab: vscode.Tab): StepTarget | undefined {
  const uri = shownUriOf(tab);
  if (uri === undefined) return showsSeveral(tab) ? titles?.ofLabel(tab.label) : undefined;
  if (uri.scheme !== SCHEMES.candidate) return undefined;
  const address = addressOf(uri);
  return address === undefined ? undefined : targetOf(address);
}

/** Returns the document of a tab, the right one of a diff; undefined for tabs of any other kind. */
export function shownUriOf(tab: vscode.Tab): vscode.Uri | undefined {
  const { input } = tab;
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  if (input instanceof vscode.TabInputText) return input.uri;
  return undefined;
}

const KNOWN_KINDS = [
  vscode.TabInputTextDiff,
  vscode.TabInputText,
  vscode.TabInputCustom,
  vscode.TabInputWebview,
  vscode.TabInputNotebook,
  vscode.TabInputNotebookDiff,
  vscode.TabInputTerminal,
];

/** True for an editor of several files: its kind of tab has no name in the stable API (docs/decisions/0004-diff-titles.md). */
export function showsSeveral({ input }: vscode.Tab): boolean {
  return !KNOWN_KINDS.some((kind) => input instanceof kind);
}
