import * as vscode from 'vscode';
import type { Feature } from '../host.ts';
import { SCHEMES } from '../ids.ts';
import { recognizeTitlesOf } from './active-diff-target.ts';
import { DecidedDiffs } from './decided-diffs.ts';
import { registerDiffCommands } from './diff-commands.ts';
import { diffParts } from './diff-parts.ts';
import { EditFileSystem } from './edit-file-system.ts';
import { SaveReasons } from './save-reasons.ts';

/** Native diffs of what answers would change: read-only documents, titles that decide, flags as comments, a copy to edit. */
export const diffsFeature: Feature = {
  name: 'diffs',
  activate(host) {
    const parts = diffParts(host);
    const reasons = new SaveReasons();
    const files = new EditFileSystem({
      ...parts,
      savedByHand: (uri) => reasons.take(uri),
      fail: (error) => host.fail(error),
    });
    recognizeTitlesOf(parts.titles);
    return vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(SCHEMES.candidate, parts.documents, {
        isCaseSensitive: true,
        isReadonly: true,
      }),
      vscode.workspace.registerFileSystemProvider(SCHEMES.edit, files, { isCaseSensitive: true }),
      registerDiffCommands(parts),
      new DecidedDiffs(parts),
      parts.comments,
      reasons,
      new vscode.Disposable(() => recognizeTitlesOf(undefined)),
    );
  },
};
