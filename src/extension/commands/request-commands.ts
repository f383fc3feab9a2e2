import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { stepTargetOf } from './command-arguments.ts';
import { commandFeature } from './command-feature.ts';
import { pickSession } from './pick-session.ts';

/** What models were asked and what came back. */
export const requestCommands = commandFeature('request commands', {
  [COMMANDS.inspectRequests]: inspectRequests,
  [COMMANDS.copyRequest]: copyRequest,
});

async function inspectRequests(host: Host, argument: unknown): Promise<void> {
  const stepId = stepTargetOf(argument)?.stepId;
  const sessionId = await pickSession(host, argument, {
    title: t('Inspect Requests'),
    fits: () => true,
    none: t('There is no session yet.'),
  });
  if (sessionId === undefined) return;
  await vscode.commands.executeCommand(COMMANDS.showPanel, sessionId, stepId, { requests: true });
}

/** The same JSON as `microfactory inspect <session> <number> --json`. */
async function copyRequest(host: Host, sessionId: unknown, number: unknown): Promise<void> {
  if (typeof sessionId !== 'string' || typeof number !== 'number') return;
  const request = await (await host.engine.service()).exchange(sessionId, number);
  await vscode.env.clipboard.writeText(JSON.stringify(request, null, 2));
  vscode.window.setStatusBarMessage(t('$(check) Request copied'), 4000);
}
