import * as vscode from 'vscode';
import type { ProbeRequest, ProbeResult } from '../../protocol/service.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainMessage } from '../plain-line.ts';
import { folderSettings } from '../settings/read-settings.ts';

/** Lets a person choose how the model is tried, with the price of the dearer way before it is taken, and shows what came of it. */
export async function probeModel(
  host: Host,
  folder: vscode.Uri | undefined,
): Promise<ProbeResult | undefined> {
  const ways: (vscode.QuickPickItem & { readonly set: 'ask' | undefined })[] = [
    {
      label: t('A tiny question'),
      detail: t('Do key and model work, how fast, and is the format kept?'),
      set: undefined,
    },
    {
      label: t('The probe set'),
      detail: t('20 tiny repairs, too: how often is an answer right, and which k does that need?'),
      set: 'ask',
    },
  ];
  const way = await vscode.window.showQuickPick(ways, { title: t('Probe Model') });
  if (way === undefined || (way.set === 'ask' && !(await agreedToCost(host, folder)))) return undefined;
  return asked(host, folder, { set: way.set });
}

/** Shows what the probe set costs at most; false when a person doesn't want it. */
async function agreedToCost(host: Host, folder: vscode.Uri | undefined): Promise<boolean> {
  const service = await host.engine.service();
  const settings = folderSettings(folder);
  const { model, set_plan: plan } = await service.probe({
    set: 'plan',
    repoPath: folder?.fsPath,
    ...settings,
  });
  // Offline has no model to pay for.
  if (plan === undefined) return true;
  const price =
    plan.most_usd === null
      ? t('its price is unknown')
      : t('at most ${0}', Number(plan.most_usd.toPrecision(2)));
  const sentence = t('Ask {0} {1} questions? They cost money: {2}.', model, plan.tasks, price);
  const detail = t(
    'About {0} tokens in, and at most {1} out.',
    plan.input_tokens.toLocaleString('en'),
    plan.most_output_tokens.toLocaleString('en'),
  );
  const ask = t('Ask');
  return (
    (await vscode.window.showWarningMessage(plainMessage(sentence), { modal: true, detail }, ask)) === ask
  );
}

async function asked(
  host: Host,
  folder: vscode.Uri | undefined,
  overrides: Pick<ProbeRequest, 'set'>,
): Promise<ProbeResult | undefined> {
  const title = overrides.set === 'ask' ? t('Asking the probe set…') : t('Asking the model a tiny question…');
  const location = vscode.ProgressLocation.Notification;
  const result = await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (_progress, token) => {
      const gone = new Promise<undefined>((resolve) =>
        token.onCancellationRequested(() => resolve(undefined)),
      );
      const service = await host.engine.service();
      const probed = service.probe({ ...overrides, repoPath: folder?.fsPath, ...folderSettings(folder) });
      // Whoever cancelled wants to hear nothing of it any more.
      probed.catch(() => undefined);
      return Promise.race([probed, gone]);
    },
  );
  if (result !== undefined) void showResult(result);
  return result;
}

async function showResult({ ok, summary, key_source: source }: ProbeResult): Promise<void> {
  const key = source === null ? '' : ` ${t('The key came from {0}.', source)}`;
  const sentence = plainMessage(`${summary}${key}`);
  if (ok) return void vscode.window.showInformationMessage(sentence);
  const choose = t('Choose Model');
  if ((await vscode.window.showWarningMessage(sentence, choose)) === choose) {
    await vscode.commands.executeCommand(COMMANDS.chooseModel);
  }
}
