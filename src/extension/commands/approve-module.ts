import * as vscode from 'vscode';
import { MicrofactoryError } from '../../engine/error.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';

/** Begins something; when that would run a program of the repository that nobody approved, a person is asked. Undefined: it was refused. */
export async function withModuleApproval<Result>(
  begin: (approveModule: boolean) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await begin(false);
  } catch (error) {
    const module = moduleToApprove(error);
    if (module === undefined) throw error;
    return (await approved(module)) ? begin(true) : undefined;
  }
}

function moduleToApprove(error: unknown): string | undefined {
  if (!(error instanceof MicrofactoryError) || error.code !== 'guard') return undefined;
  const { module } = error.data;
  return typeof module === 'string' ? module : undefined;
}

async function approved(module: string): Promise<boolean> {
  const [run, read] = [t('Run It'), t('Read It First')];
  const question = t('This domain is a program of the repository. May it run with your rights?');
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: plainLabel(module) },
    run,
    read,
  );
  if (answer === read) await vscode.window.showTextDocument(vscode.Uri.file(module));
  return answer === run;
}
