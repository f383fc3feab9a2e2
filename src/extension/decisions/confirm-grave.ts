import * as vscode from 'vscode';
import { isGrave } from '../../protocol/questions.ts';
import { questionOf, type Gate } from './allowed-answers.ts';

/** True when a yes needs no second one, or a person gave it with everything in sight. */
export async function confirmedGrave(gate: Gate): Promise<boolean> {
  if (!isGrave(gate.wait)) return true;
  const asked = questionOf(gate);
  const approve = asked?.answers.find(({ kind }) => kind === 'approve');
  if (asked === undefined || approve === undefined) return false;
  const yes = approve.label.replace(/…$/u, '');
  const evidence = gate.detail.diffs[0]?.diff ?? '';
  const detail = [gate.wait.details, gate.wait.trigger === 'protected' ? evidence.slice(0, 2000) : ''];
  const options = { modal: true, detail: detail.filter((part) => part !== '').join('\n\n') };
  return (await vscode.window.showWarningMessage(asked.question, options, yes)) === yes;
}
