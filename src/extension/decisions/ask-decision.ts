import * as vscode from 'vscode';
import type { AnswerKind } from '../../protocol/questions.ts';
import type { Decision } from '../../protocol/service.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';
import { themeIcon } from '../sidebar/session-icon.ts';
import { questionOf } from './allowed-answers.ts';
import { askReason } from './ask-reason.ts';
import { confirmedGrave } from './confirm-grave.ts';
import { evidenceLine } from './evidence-line.ts';
import type { OpenGate } from './find-gate.ts';
import { pickOption } from './pick-option.ts';

const ICONS: Readonly<Record<AnswerKind, string>> = {
  approve: 'check',
  edit: 'edit',
  reject: 'close',
  more: 'add',
  pick: 'list-selection',
  skip: 'debug-step-over',
  stop: 'debug-stop',
};

interface AnswerItem extends vscode.QuickPickItem {
  readonly answers: AnswerKind | 'look' | 'resume';
}

/** Shows what waits with its evidence and what may be answered; undefined when nothing is decided. */
export async function askDecision(gate: OpenGate): Promise<Decision | undefined> {
  const asked = questionOf(gate);
  const items: AnswerItem[] = [
    ...(asked?.answers ?? []).map(({ kind, label, hint }) => item(kind, ICONS[kind], label, hint)),
    ...(asked === undefined ? [item('resume', 'debug-continue', t('Resume'), t('once it is mended'))] : []),
    ...(gate.detail.step.votes.length === 0
      ? []
      : [item('look', 'diff', t('Open Diff'), t('decides nothing'))]),
  ];
  const title = [asked?.question, plainLine(gate.detail.step.title, 80)].filter(Boolean).join(' — ');
  const placeHolder = evidenceLine(gate.wait, gate.detail);
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder });
  return chosen === undefined ? undefined : carriedOut(chosen.answers, gate);
}

function item(answers: AnswerItem['answers'], icon: string, label: string, description: string): AnswerItem {
  return { answers, label, description, iconPath: themeIcon(icon) };
}

async function carriedOut(answer: AnswerItem['answers'], gate: OpenGate): Promise<Decision | undefined> {
  switch (answer) {
    case 'approve':
      return (await confirmedGrave(gate)) ? { kind: 'approve' } : undefined;
    case 'reject': {
      const comment = await askReason(gate);
      return comment === undefined ? undefined : { kind: 'reject', comment };
    }
    case 'pick': {
      const label = await pickOption(gate);
      return label === undefined ? undefined : { kind: 'pick', label };
    }
    case 'edit':
      return elsewhere(COMMANDS.editCandidate, gate.target);
    case 'look':
      return elsewhere(COMMANDS.openDiff, gate.target);
    case 'resume':
      return elsewhere(COMMANDS.resume, gate.target.sessionId);
    default:
      return { kind: answer };
  }
}

async function elsewhere(command: string, argument: unknown): Promise<undefined> {
  await vscode.commands.executeCommand(command, argument);
  return undefined;
}
