import * as vscode from 'vscode';
import type { StepTarget } from '../host.ts';
import { COMMANDS, SCHEMES } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { activeDiffTarget } from './active-diff-target.ts';
import { namedAddress, targetOf, type CandidateAddress } from './candidate-address.ts';
import { tell, type DiffParts } from './diff-parts.ts';
import { openAnswer, openComparison, openResult } from './open-answer.ts';
import { openEdit } from './open-edit.ts';
import { pickStep } from './pick-step.ts';
import { activeCopy, sendEdits } from './send-edits.ts';
import { sessionIdOf, stepTargetOf } from '../commands/command-arguments.ts';

/** Registers the commands that open diffs and copies; each shows its failure as one sentence. */
export function registerDiffCommands(parts: DiffParts): vscode.Disposable {
  const register = (id: string, run: (argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument: unknown) =>
      run(argument).catch((error: unknown) => parts.host.fail(error)),
    );
  return vscode.Disposable.from(
    register(COMMANDS.openDiff, (argument) => openDiff(parts, argument)),
    register(COMMANDS.compareClasses, (argument) => compareClasses(parts, argument)),
    register(COMMANDS.openResult, (argument) => openSessionResult(parts, argument)),
    register(COMMANDS.editCandidate, (argument) => editCandidate(parts, argument)),
  );
}

async function openDiff(parts: DiffParts, argument: unknown): Promise<void> {
  const target =
    stepTargetOf(argument) ?? (await pickStep(parts.host, t('The step whose answer is to be shown')));
  if (target !== undefined) await openAnswer(parts, target);
}

async function compareClasses(parts: DiffParts, argument: unknown): Promise<void> {
  const target = await stepFor(parts, argument, t('The step whose answers are to be compared'));
  if (target === undefined) return;
  const label = await otherLabel(parts, target);
  if (label !== undefined) await openComparison(parts, { ...target, label });
}

async function otherLabel({ host }: DiffParts, target: StepTarget): Promise<string | undefined> {
  const service = await host.engine.service();
  const { labels } = await service.candidate(target.sessionId, target.stepId, null);
  const [leading, ...others] = labels;
  if (target.label !== undefined && others.includes(target.label)) return target.label;
  if (others.length === 0) tell(t('This step has only one answer, so there is nothing to compare.'));
  if (others.length <= 1) return others[0];
  const placeHolder = t('The answer to show beside answer {0}, which leads', leading ?? '');
  return await vscode.window.showQuickPick(others, { placeHolder });
}

async function openSessionResult(parts: DiffParts, argument: unknown): Promise<void> {
  const { sessions } = parts.host;
  const sessionId = sessionIdOf(argument) ?? sessions.followed?.session_id ?? (await pickSession(parts));
  if (sessionId !== undefined) await openResult(parts, sessionId);
}

async function pickSession({ host }: DiffParts): Promise<string | undefined> {
  const items = host.sessions.sessions.map(({ prompt, session_id: id, status }) => ({
    label: plainLabel(prompt, 120),
    description: status,
    id,
  }));
  if (items.length === 0) tell(t('There is no session yet.'));
  if (items.length <= 1) return items[0]?.id;
  const placeHolder = t('The session whose changes are to be shown');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.id;
}

async function editCandidate(parts: DiffParts, argument: unknown): Promise<void> {
  const copy = stepTargetOf(argument) === undefined ? copyMeant(parts, argument) : undefined;
  if (copy !== undefined) return await sendEdits(parts, copy);
  const target = await stepFor(parts, argument, t('The step whose answer is to be edited'));
  if (target !== undefined) await openEdit(parts, target);
}

/** The copy whose title's button was pressed, else the active one; none over an answer that is only shown. */
function copyMeant(parts: DiffParts, argument: unknown): CandidateAddress | undefined {
  if (namedAddress(argument, SCHEMES.candidate) !== undefined) return undefined;
  return namedAddress(argument, SCHEMES.edit) ?? activeCopy(parts);
}

async function stepFor(
  parts: DiffParts,
  argument: unknown,
  placeHolder: string,
): Promise<StepTarget | undefined> {
  const shown = namedAddress(argument, SCHEMES.candidate);
  const target = shown === undefined ? activeDiffTarget() : targetOf(shown);
  return stepTargetOf(argument) ?? target ?? (await pickStep(parts.host, placeHolder));
}
