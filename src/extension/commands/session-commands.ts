import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { commandFeature } from './command-feature.ts';
import { pickSession } from './pick-session.ts';
import { t } from '../l10n.ts';
import { isImported } from '../../protocol/is-imported.ts';
import { askSummary } from '../sessions/ask-summary.ts';
import { askOverrides } from '../sessions/ask-overrides.ts';

/** Resume, stop and copy of one session; the lists of sessions. */
export const sessionCommands = commandFeature('session commands', {
  [COMMANDS.resume]: resume,
  [COMMANDS.stop]: stop,
  [COMMANDS.copyStatus]: copyStatus,
  [COMMANDS.refresh]: (host) => host.sessions.refresh(),
  [COMMANDS.restartEngine]: (host) => host.engine.restart(),
});

async function resume(host: Host, argument: unknown): Promise<string | undefined> {
  const sessionId = await pickSession(host, argument, {
    title: t('Resume Session'),
    fits: (session) => session.status === 'paused' && !isImported(session),
    none: t('No session is paused.'),
  });
  if (sessionId === undefined) return undefined;
  const service = await host.engine.service();
  const overrides = await askOverrides(await askSummary(service, sessionId));
  if (overrides === undefined) return undefined;
  await service.resume(sessionId, overrides);
  host.sessions.follow(sessionId);
  await host.sessions.refresh();
  return sessionId;
}

async function stop(host: Host, argument: unknown): Promise<string | undefined> {
  const sessionId = await pickSession(host, argument, {
    title: t('Stop Session'),
    fits: ({ status }) => status === 'running',
    none: t('No session is running.'),
  });
  if (sessionId === undefined) return undefined;
  await (await host.engine.service()).stop(sessionId);
  await host.sessions.refresh();
  return sessionId;
}

/** The same JSON as `microfactory status --json --session-id`. */
async function copyStatus(host: Host, argument: unknown): Promise<void> {
  const sessionId = await pickSession(host, argument, {
    title: t('Copy Status as JSON'),
    fits: () => true,
    none: t('There is no session yet.'),
  });
  if (sessionId === undefined) return;
  const session = await (await host.engine.service()).session(sessionId);
  await vscode.env.clipboard.writeText(JSON.stringify({ sessions: [session] }, null, 2));
  vscode.window.setStatusBarMessage(t('$(check) Status copied'), 4000);
}
