import * as vscode from 'vscode';
import { activateFeatures } from './activate-features.ts';
import { createHost, type OpenHost } from './create-host.ts';
import { FEATURES } from './features.ts';
import type { Host } from './host.ts';
import { translateWith } from './l10n.ts';

/** What other extensions and tests get of this one. */
export interface Api {
  readonly version: 1;
  /** Only in a test of ours. */
  readonly host?: Host;
}

let open: OpenHost | undefined;

/** Sets the parts up; nothing is spawned, read or asked here. */
export function activate(context: vscode.ExtensionContext): Api {
  translateWith(vscode.l10n.t);
  open = createHost(context);
  context.subscriptions.push(activateFeatures(FEATURES, open.host));
  return process.env['MICROFACTORY_TEST'] === '1' ? { version: 1, host: open.host } : { version: 1 };
}

/** Stops sessions at a safe place; what was recorded stays, whether or not that works in time. */
export async function deactivate(): Promise<void> {
  await open?.close();
  open = undefined;
}
