import * as vscode from 'vscode';
import { COMMANDS, TREE_ITEMS } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';
import { isImported } from '../../protocol/is-imported.ts';
import { sessionIcon, themeIcon } from './session-icon.ts';
import type { AnswerRow, MoreRow, SessionNode, SessionRow, StepRow } from './session-node.ts';
import { costWord, sessionDescription, sessionTitle, statusWord } from './session-words.ts';
import { stepIcon } from './step-icon.ts';
import { answerDescription, stepDescription, stepSpoken, triggerWord } from './step-words.ts';
import { textTooltip } from './text-tooltip.ts';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** Longer titles would push the votes out of a narrow sidebar; the tooltip has them whole. */
const STEP_TITLE = 36;

/** Returns how a row of the sessions' view looks. */
export function sessionItem(node: SessionNode): vscode.TreeItem {
  switch (node.kind) {
    case 'session':
      return ofSession(node);
    case 'step':
      return ofStep(node);
    case 'answer':
      return ofAnswer(node);
    case 'more':
      return ofMore(node);
    case 'others':
      return ofOthers(node.count);
    case 'lost':
      return ofLost(node.sentence);
  }
}

function ofSession({ session, sessionId }: SessionRow): vscode.TreeItem {
  const item = new vscode.TreeItem(sessionTitle(session), Collapsed);
  item.id = `session:${sessionId}`;
  item.description = sessionDescription(session);
  item.iconPath = sessionIcon(session);
  const imported = isImported(session);
  item.contextValue = imported ? TREE_ITEMS.importedSession : `${TREE_ITEMS.session}.${session.status}`;
  item.accessibilityInformation = { label: `${sessionTitle(session)}, ${sessionDescription(session)}` };
  const { repo_path: path, failure, provider, model, created_at: begun } = session.metadata;
  const wait = session.wait_state;
  item.tooltip = textTooltip([
    session.prompt,
    [statusWord(session), costWord(session)].filter((word) => word !== '').join(' · '),
    imported ? t('Imported: it can be looked at, and nothing else.') : '',
    failure ?? '',
    wait === null ? '' : `${triggerWord(wait.trigger)}: ${wait.details}`,
    path === null ? '' : t('Folder: {0}', path),
    t('Answers from: {0}', [provider, model].filter((word) => word !== '').join(' ')),
    t('Began: {0}', new Date(begun).toLocaleString()),
    t('Session {0}', sessionId),
  ]);
  return item;
}

function ofStep({ sessionId, stepId, row, imported }: StepRow): vscode.TreeItem {
  const hasMore = row.children > 0 || row.leader !== null;
  const item = new vscode.TreeItem(plainLine(row.title, STEP_TITLE), hasMore ? Collapsed : None);
  item.id = `step:${sessionId}:${stepId}`;
  const asks = row.waiting_for !== null && !imported;
  item.description = stepDescription(row, imported);
  item.iconPath = stepIcon(row, imported);
  item.contextValue = asks ? TREE_ITEMS.waitingStep : TREE_ITEMS.step;
  item.accessibilityInformation = { label: stepSpoken(row, imported) };
  item.tooltip = textTooltip([row.title, stepSpoken({ ...row, title: '' }, imported), t('Step {0}', stepId)]);
  item.command = { command: COMMANDS.showPanel, title: t('Show in Panel'), arguments: [sessionId, stepId] };
  return item;
}

function ofAnswer({ sessionId, stepId, label, answer }: AnswerRow): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Answer {0}', label), None);
  item.id = `answer:${sessionId}:${stepId}:${label}`;
  item.description = answerDescription(answer);
  item.iconPath = answer.winner ? themeIcon('star-full', 'charts.yellow') : themeIcon('circle-outline');
  item.contextValue = TREE_ITEMS.candidate;
  item.accessibilityInformation = { label: `${t('Answer {0}', label)}, ${answerDescription(answer)}` };
  item.tooltip = textTooltip([answer.summary]);
  item.command = {
    command: COMMANDS.openDiff,
    title: t('Open Diff'),
    arguments: [{ sessionId, stepId, label }],
  };
  return item;
}

function ofMore({ of, left }: MoreRow): vscode.TreeItem {
  const label = left === null ? t('Load more sessions') : t('Load more steps ({0} left)', left);
  const item = new vscode.TreeItem(label, None);
  item.id = `more:${of ?? ''}`;
  item.iconPath = themeIcon('ellipsis');
  item.contextValue = TREE_ITEMS.more;
  item.command = {
    command: COMMANDS.loadMoreSessions,
    title: label,
    arguments: of === null ? [] : [{ kind: 'more', sessionId: of }],
  };
  return item;
}

function ofOthers(count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Other folders'), Collapsed);
  item.id = 'others';
  item.description = count === 1 ? t('1 session') : t('{0} sessions', count);
  item.iconPath = themeIcon('folder');
  return item;
}

function ofLost(sentence: string): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Restart Engine'), None);
  item.id = 'lost';
  item.iconPath = themeIcon('debug-restart', 'charts.red');
  item.tooltip = textTooltip([sentence]);
  item.command = { command: COMMANDS.restartEngine, title: t('Restart Engine') };
  return item;
}
