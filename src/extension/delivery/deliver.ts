import * as vscode from 'vscode';
import type { DeliverRequest, DeliverResult, SessionService } from '../../protocol/service.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import { classified } from '../../engine/error.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';
import { askSummary } from '../sessions/ask-summary.ts';
import { isDeliveryQuestion, stepsLeft } from './delivery-state.ts';

/** Brings what a session accepted into the folder, after a yes that names the files. Returns whether it was delivered. */
export async function deliver(host: Host, sessionId: string): Promise<boolean> {
  const service = await host.engine.service();
  const session = await askSummary(service, sessionId);
  const { files } = await service.result(sessionId);
  const paths = files.map(({ path }) => path);
  if (paths.length === 0) return said(t('There is nothing to deliver.'));
  const left = stepsLeft(session);
  if (!(await confirmed(session, paths, left))) return false;
  const question = session.metadata.waiting.find(isDeliveryQuestion);
  if (question?.trigger === 'delivery' && left === 0) {
    const openedSeq = question.opened_seq ?? undefined;
    await host.decide({ sessionId, stepId: question.step_id, openedSeq }, { kind: 'approve' });
    return true;
  }
  const delivered = await delivery(service, { sessionId, acceptedOnly: left > 0 });
  await host.sessions.refresh();
  return delivered;
}

async function delivery(service: SessionService, request: DeliverRequest): Promise<boolean> {
  const result = await service.deliver(request);
  switch (result.kind) {
    case 'delivered':
      return said(deliveredSentence(result.files.length), true);
    case 'nothing-to-deliver':
      return said(t('There is nothing to deliver.'));
    case 'refused':
      return refused(service, request, result);
  }
}

async function refused(
  service: SessionService,
  request: DeliverRequest,
  { changed, mergeable }: DeliverResult & { kind: 'refused' },
): Promise<boolean> {
  const detail = listed(changed);
  const merge = t('Merge and Deliver');
  const asked = mergeable
    ? t('Nothing was delivered: these files changed since the session began. They can be merged.')
    : t(
        'Nothing was delivered: these files changed since the session began, and they do not merge by themselves.',
      );
  const offers = mergeable && request.merge !== true ? [merge] : [];
  const answer = await vscode.window.showWarningMessage(asked, { modal: true, detail }, ...offers);
  return answer === merge ? delivery(service, { ...request, merge: true }) : false;
}

async function confirmed(session: SessionSummary, paths: readonly string[], left: number): Promise<boolean> {
  const folder = session.metadata.repo_path ?? '';
  const deliverNow = left > 0 ? t('Deliver What Was Accepted') : t('Deliver');
  const message =
    paths.length === 1
      ? t('Deliver 1 file into {0}?', folder)
      : t('Deliver {0} files into {1}?', paths.length, folder);
  const undone = left === 1 ? t('1 step is not done.') : t('{0} steps are not done.', left);
  const detail = [left > 0 ? undone : '', listed(paths), t('It can be undone.')].filter(
    (part) => part !== '',
  );
  const options = { modal: true, detail: detail.join('\n\n') };
  return (await vscode.window.showInformationMessage(message, options, deliverNow)) === deliverNow;
}

/** Takes a session's delivery back, or the last one into a folder. */
export async function undoDelivery(
  host: Host,
  request: { readonly sessionId?: string; readonly repoPath?: string },
): Promise<boolean> {
  const take = t('Take It Back');
  const message = t('Take the delivery back?');
  const detail = t('Only what was delivered is taken back, and only where it was not changed since.');
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, take)) !== take) return false;
  const { files } = await (await host.engine.service()).undo(request);
  await host.sessions.refresh().catch((error: unknown) => host.log.warn(classified(error).message));
  const sentence =
    files.length === 1
      ? t('1 file is as it was before.')
      : t('{0} files are as they were before.', files.length);
  return said(sentence, true);
}

function deliveredSentence(count: number): string {
  return count === 1 ? t('Delivered 1 file.') : t('Delivered {0} files.', count);
}

const MOST = 15;

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST).map((path) => plainLine(path));
  const rest = paths.length - shown.length;
  return [...shown, ...(rest > 0 ? [t('… and {0} more', rest)] : [])].join('\n');
}

function said(sentence: string, result = false): boolean {
  if (result) vscode.window.setStatusBarMessage(`$(check) ${sentence}`, 6000);
  else void vscode.window.showInformationMessage(sentence);
  return result;
}
