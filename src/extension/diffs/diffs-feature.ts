import * as vscode from 'vscode';
import type { Feature } from '../host.ts';

/** Native diffs of what answers would change: read-only documents, titles that decide, flags as comments, a copy to edit. */
export const diffsFeature: Feature = {
  name: 'diffs',
  activate: () => vscode.Disposable.from(),
};
