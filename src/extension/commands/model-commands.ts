import * as vscode from 'vscode';
import { ApiKeys, isKeyed, KEY_OF } from '../engine/api-keys.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { askForKey, nameOfProvider, pickKeyed } from '../language-models/ask-for-key.ts';
import { chooseModel } from '../language-models/choose-model.ts';
import { probeModel } from '../language-models/probe-model.ts';
import { commandFeature } from './command-feature.ts';
import { trustedFolder } from './trusted-folder.ts';

/** Who answers: provider, model, keys, and a tiny question that tells whether they work. */
export const modelCommands = commandFeature('model commands', {
  [COMMANDS.chooseModel]: (host) => chooseModel(host, new ApiKeys(host.context.secrets)),
  [COMMANDS.setApiKey]: setKey,
  [COMMANDS.removeApiKey]: removeKey,
  [COMMANDS.probeModel]: async (host) => {
    const folder = await trustedFolder(host);
    return folder === undefined ? undefined : probeModel(host, folder.uri);
  },
});

async function setKey(host: Host, argument: unknown): Promise<boolean> {
  const keys = new ApiKeys(host.context.secrets);
  const provider =
    typeof argument === 'string' && isKeyed(argument)
      ? argument
      : await pickKeyed(keys, t('Set the API key of …'), false);
  if (provider === undefined || !(await askForKey(keys, provider))) return false;
  const test = t('Test It');
  const sentence = t(
    'The key of {0} is in the editor’s secret storage, and used instead of {1}.',
    nameOfProvider(provider),
    KEY_OF[provider],
  );
  void vscode.window.showInformationMessage(sentence, test).then((chosen) => {
    if (chosen !== test) return;
    probeModel(host, vscode.workspace.workspaceFolders?.[0]?.uri, { provider }).catch(host.fail);
  });
  return true;
}

async function removeKey(host: Host): Promise<boolean> {
  const keys = new ApiKeys(host.context.secrets);
  const provider = await pickKeyed(keys, t('Remove the API key of …'), true);
  if (provider === undefined) return false;
  await keys.remove(provider);
  vscode.window.setStatusBarMessage(t('$(check) The key of {0} is removed', nameOfProvider(provider)), 5000);
  return true;
}
