import * as vscode from 'vscode';
import { isHttpProvider } from '../../protocol/providers.ts';
import { ApiKeys } from '../engine/api-keys.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { askForKey, keyPlaces, pickKeyed } from '../language-models/ask-for-key.ts';
import { placesInWords, providerLabel } from '../language-models/key-words.ts';
import { testKeyAside } from '../language-models/test-key.ts';
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
    typeof argument === 'string' && isHttpProvider(argument)
      ? argument
      : await pickKeyed(host, keys, { title: t('Set the API key of …'), onlyStored: false });
  if (provider === undefined || !(await askForKey(host, keys, provider))) return false;
  void testKeyAside(host, provider);
  return true;
}

/** Says whose key is used from now on, too: one of the environment may have been hidden. */
async function removeKey(host: Host): Promise<boolean> {
  const keys = new ApiKeys(host.context.secrets);
  const provider = await pickKeyed(host, keys, { title: t('Remove the API key of …'), onlyStored: true });
  if (provider === undefined) return false;
  await keys.remove(provider);
  await host.engine.setKeys(await keys.all());
  const left = placesInWords((await keyPlaces(host)).get(provider) ?? []);
  const removed = t('The key of {0} is removed from the secret storage', providerLabel(provider));
  void vscode.window.showInformationMessage(left === '' ? `${removed}.` : `${removed}: ${left}.`);
  return true;
}
