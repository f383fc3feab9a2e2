import * as vscode from 'vscode';
import type { MicrofactoryApi } from '../api/extension-api.ts';
import { activateFeatures } from './activate-features.ts';
import { beginRequested } from './api/begin-requested.ts';
import { createApi } from './api/create-api.ts';
import { registeredDomains } from './api/registered-domains.ts';
import { createHost, type OpenHost } from './create-host.ts';
import { FEATURES } from './features.ts';
import type { Host } from './host.ts';
import { translateWith } from './l10n.ts';

/** What other extensions and tests get of this one. */
export interface Api extends MicrofactoryApi {
  /** Only in a test of ours. */
  readonly host?: Host;
}

let open: OpenHost | undefined;

/** Sets the parts up; nothing is spawned, read or asked here. */
export function activate(context: vscode.ExtensionContext): Api {
  translateWith(vscode.l10n.t);
  open = createHost(context);
  context.subscriptions.push(activateFeatures(FEATURES, open.host));
  const { host } = open;
  const api = createApi({
    host,
    domains: registeredDomains,
    begin: (request) => beginRequested(host, request),
  });
  return process.env['MICROFACTORY_TEST'] === '1' ? { ...api, host } : api;
}

/** Stops sessions at a safe place; what was recorded stays, whether or not that works in time. */
export async function deactivate(): Promise<void> {
  await open?.close();
  open = undefined;
}
