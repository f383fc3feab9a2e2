import * as vscode from 'vscode';
import type { StepTarget } from '../host.ts';
import type { TitledTargets } from './titled-targets.ts';

/** One file of an editor that is to be opened. */
export interface ShownPair {
  /** The file as lists show it. */
  readonly file: vscode.Uri;
  readonly left: ShownSide;
  readonly right: ShownSide;
}

export interface ShownSide {
  readonly uri: vscode.Uri;
  readonly exists: boolean;
}

export interface DiffToOpen {
  readonly title: string;
  readonly pairs: readonly ShownPair[];
  /** What decisions in an editor of several files are about; undefined when there is nothing to decide. */
  readonly target: StepTarget | undefined;
  readonly preview: boolean;
}

/** Opens one file as a diff and several as one editor of all. */
export async function openDiffEditor(titles: TitledTargets, diff: DiffToOpen): Promise<void> {
  const [first, ...others] = diff.pairs;
  if (first === undefined) return;
  if (others.length === 0) {
    const options: vscode.TextDocumentShowOptions = { preserveFocus: true, preview: diff.preview };
    await vscode.commands.executeCommand('vscode.diff', first.left.uri, first.right.uri, diff.title, options);
    return;
  }
  const title = diff.target === undefined ? diff.title : await titles.remember(diff.title, diff.target);
  const list = diff.pairs.map(({ file, left, right }) => [file, shownIn(left), shownIn(right)]);
  await vscode.commands.executeCommand('vscode.changes', title, list);
}

/** An editor of several files shows nothing on the side where a file is missing, not an empty line. */
function shownIn({ uri, exists }: ShownSide): vscode.Uri | undefined {
  return exists ? uri : undefined;
}
