import * as vscode from 'vscode';
import type { Host, StepTarget } from '../host.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { tell } from './diff-parts.ts';

interface StepItem extends vscode.QuickPickItem {
  readonly target: StepTarget;
}

/** Lets a person choose among the steps that wait and those of the followed session that have answers; the only one is taken unasked. */
export async function pickStep(host: Host, placeHolder: string): Promise<StepTarget | undefined> {
  const waiting = host.sessions.waiting.map(({ session, wait }): StepItem => ({
    label: `$(question) ${plainLabel(wait.step_id)}`,
    description: t('waits for you'),
    detail: plainLabel(session.prompt),
    target: {
      sessionId: session.session_id,
      stepId: wait.step_id,
      openedSeq: wait.opened_seq ?? undefined,
    },
  }));
  const items = [...waiting, ...(await answeredSteps(host, waiting))];
  if (items.length === 0) tell(t('There is no step with an answer to show.'));
  if (items.length <= 1) return items[0]?.target;
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return picked?.target;
}

async function answeredSteps(host: Host, besides: readonly StepItem[]): Promise<StepItem[]> {
  const followed = host.sessions.followed ?? host.sessions.sessions[0];
  if (followed === undefined) return [];
  const { session_id: sessionId } = followed;
  const service = await host.engine.service();
  const { steps } = await service.session(sessionId);
  const isListed = (stepId: string): boolean =>
    besides.some(({ target }) => target.sessionId === sessionId && target.stepId === stepId);
  return steps
    .filter((step) => step.votes.length > 0 && !isListed(step.step_id))
    .map((step) => ({
      label: plainLabel(step.title),
      description: plainLabel(`${step.step_id} · ${step.state}`),
      target: { sessionId, stepId: step.step_id },
    }));
}
