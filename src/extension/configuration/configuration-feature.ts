import * as vscode from 'vscode';
import type { Feature } from '../host.ts';

/** microfactory.yaml in the editor: problems, completion, templates, previews and new domains. */
export const configurationFeature: Feature = {
  name: 'configuration',
  activate: () => vscode.Disposable.from(),
};
