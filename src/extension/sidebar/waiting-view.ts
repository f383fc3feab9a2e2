import * as vscode from 'vscode';
import { classified } from '../../engine/error.ts';
import { questionKind } from '../../protocol/questions.ts';
import { Emitter } from '../emitter.ts';
import type { Feature, Host, WaitingStep } from '../host.ts';
import { COMMANDS, TREE_ITEMS, VIEWS } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';
import { themeIcon, WAITING_ICON } from './session-icon.ts';
import { noteVisibility } from './sidebar-visibility.ts';
import { textTooltip } from './text-tooltip.ts';
import { descriptionOfWaiting, stepTitles, titleOfWaiting, type StepTitles } from './waiting-titles.ts';

/** A row of the view; `sessionId`, `stepId` and `openedSeq` are what commands are given it for. */
interface WaitingNode {
  readonly sessionId: string;
  readonly stepId: string;
  readonly openedSeq: number | undefined;
  readonly step: WaitingStep;
  readonly titles: StepTitles;
}

/** The view of what waits for a person, with its number on the icon of the container. */
export const waitingView: Feature = {
  name: 'waiting view',
  activate(host) {
    const changed = new Emitter<undefined>((error) => host.log.error(classified(error).message));
    const view = vscode.window.createTreeView<WaitingNode>(VIEWS.waiting, {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getTreeItem: waitingItem,
        getChildren: (node) => (node === undefined ? waitingNodes(host) : []),
      },
    });
    let shown = '';
    const update = (): void => {
      const { waiting } = host.sessions;
      const now = JSON.stringify(waiting.map(({ session, wait }) => [session.session_id, wait]));
      if (now === shown) return;
      shown = now;
      view.badge = badge(waiting.length);
      changed.fire(undefined);
    };
    return vscode.Disposable.from(view, changed, host.sessions.onDidChange(update), noteVisibility(view));
  },
};

function badge(value: number): vscode.ViewBadge | undefined {
  if (value === 0) return undefined;
  return { value, tooltip: value === 1 ? t('1 step waits for you') : t('{0} steps wait for you', value) };
}

async function waitingNodes({ sessions, engine, log }: Host): Promise<WaitingNode[]> {
  const { waiting } = sessions;
  let titles: StepTitles = new Map();
  try {
    // A list that is drawn again must not start an engine that was lost.
    if (engine.state === 'on' && waiting.length > 0)
      titles = await stepTitles(await engine.service(), waiting);
  } catch (error) {
    log.warn(classified(error).message);
  }
  return waiting.map((step) => {
    const { step_id: stepId, opened_seq: openedSeq } = step.wait;
    return { sessionId: step.session.session_id, stepId, openedSeq: openedSeq ?? undefined, step, titles };
  });
}

function waitingItem({ sessionId, stepId, step, titles }: WaitingNode): vscode.TreeItem {
  const title = plainLine(titleOfWaiting(step, titles));
  const description = descriptionOfWaiting(step, titles);
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.None);
  item.id = `waiting:${sessionId}:${stepId}`;
  item.description = description;
  item.iconPath = themeIcon(...WAITING_ICON);
  item.contextValue = contextOf(step);
  item.accessibilityInformation = { label: t('{0}, waits for you, {1}', title, description) };
  item.tooltip = textTooltip([title, step.wait.details, step.session.prompt]);
  item.command = { command: COMMANDS.showPanel, title: t('Show in Panel'), arguments: [sessionId, stepId] };
  return item;
}

/** Questions about a whole session have no candidate that a diff could show. */
const WITHOUT_CANDIDATE: ReadonlySet<string> = new Set(['verifier', 'plan', 'delivery', 'conflict']);

function contextOf({ wait }: WaitingStep): string {
  if (questionKind(wait) === undefined) return TREE_ITEMS.blocked;
  return WITHOUT_CANDIDATE.has(wait.trigger) ? TREE_ITEMS.question : TREE_ITEMS.waitingStep;
}
