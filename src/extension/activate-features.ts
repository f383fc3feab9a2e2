import { classified } from '../engine/error.ts';
import { Disposables } from './disposables.ts';
import type { Feature, Host } from './host.ts';
import type * as vscode from 'vscode';

/** Sets up each part on its own: one that fails is named in the log and leaves the others as they are. */
export function activateFeatures(features: readonly Feature[], host: Host): vscode.Disposable {
  const disposables = new Disposables();
  for (const feature of features) {
    try {
      disposables.add(feature.activate(host));
    } catch (error) {
      host.log.error(`${feature.name} could not be set up: ${classified(error).message}`);
    }
  }
  return disposables;
}
