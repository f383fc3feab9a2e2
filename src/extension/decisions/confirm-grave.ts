import * as vscode from 'vscode';
import { isGrave } from '../../protocol/questions.ts';
import { questionOf, type Gate } from './allowed-answers.ts';
import { graveDetail } from './grave-detail.ts';

/** True when a yes needs no second one, or a person gave it with everything in sight. */
export async function confirmedGrave(gate: Gate): Promise<boolean> {
  if (!isGrave(gate.wait)) return true;
  const asked = questionOf(gate);
  const approve = asked?.answers.find(({ kind }) => kind === 'approve');
  if (asked === undefined || approve === undefined) return false;
  const yes = approve.label.replace(/…$/u, '');
  const options = { modal: true, detail: graveDetail(gate) };
  return (await vscode.window.showWarningMessage(asked.question, options, yes)) === yes;
}
