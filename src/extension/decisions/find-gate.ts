import * as vscode from 'vscode';
import { MicrofactoryError } from '../../engine/error.ts';
import { stepTargetOf } from '../commands/command-arguments.ts';
import { activeDiffTarget } from '../diffs/active-diff-target.ts';
import { decidedIn } from '../diffs/candidate-address.ts';
import type { Host, StepTarget, WaitingStep } from '../host.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { themeIcon, WAITING_ICON } from '../sidebar/session-icon.ts';
import { sessionTitle } from '../sidebar/session-words.ts';
import { triggerWord } from '../sidebar/step-words.ts';
import { stepTitles, titleOfWaiting } from '../sidebar/waiting-titles.ts';
import type { Gate } from './allowed-answers.ts';

/** A question that a person is about to answer, as it was when it was shown. */
export interface OpenGate extends Gate {
  readonly target: StepTarget;
}

/** Returns the question that a command is about: its argument's, the active diff's, or the one a person picks; undefined: none. */
export async function findGate(host: Host, argument: unknown, title: string): Promise<OpenGate | undefined> {
  const target =
    stepTargetOf(argument) ?? decidedIn(argument, activeDiffTarget()) ?? (await pickWaiting(host, title));
  return target === undefined ? undefined : openGateOf(host, target);
}

/** Returns the question that a step waits with; throws `conflict` in one sentence when it waits no more. */
export async function openGateOf(host: Host, target: StepTarget): Promise<OpenGate> {
  const service = await host.engine.service();
  const detail = await service.step(target.sessionId, target.stepId);
  const wait = detail.step.wait_state ?? waitInModel(host, target);
  if (wait === undefined) throw notWaiting(target.stepId);
  const openedSeq = target.openedSeq ?? wait.opened_seq ?? undefined;
  return { target: { ...target, openedSeq }, wait, detail };
}

function waitInModel({ sessions }: Host, { sessionId, stepId }: StepTarget): WaitingStep['wait'] | undefined {
  return sessions.waiting.find(
    ({ session, wait }) => session.session_id === sessionId && wait.step_id === stepId,
  )?.wait;
}

function notWaiting(stepId: string): MicrofactoryError {
  const message = t('Step {0} does not wait for a decision any more.', stepId);
  return new MicrofactoryError({ code: 'conflict', message });
}

async function pickWaiting(host: Host, title: string): Promise<StepTarget | undefined> {
  await host.sessions.refresh();
  const { waiting } = host.sessions;
  if (waiting.length === 0) {
    void vscode.window.showInformationMessage(t('Nothing waits for you.'));
    return undefined;
  }
  const titles = await stepTitles(await host.engine.service(), waiting);
  const items = waiting.map((each) => ({
    label: plainLabel(titleOfWaiting(each, titles)),
    description: triggerWord(each.wait.trigger),
    detail: `${plainLabel(each.wait.details)} · ${plainLabel(sessionTitle(each.session))}`,
    iconPath: themeIcon(...WAITING_ICON),
    target: {
      sessionId: each.session.session_id,
      stepId: each.wait.step_id,
      openedSeq: each.wait.opened_seq ?? undefined,
    },
  }));
  const placeHolder = t('Which step?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDetail: true }))?.target;
}
