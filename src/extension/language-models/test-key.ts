import * as vscode from 'vscode';
import { classified } from '../../engine/error.ts';
import type { HttpProvider } from '../../protocol/providers.ts';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainMessage } from '../plain-line.ts';
import { keyPlaces } from './ask-for-key.ts';
import { providerLabel, testedInWords } from './key-words.ts';
import { listedOf } from './listed-models.ts';

/** Reads the provider's list with its key, which costs nothing, and says what came of it and which key was used. */
export async function testKey(host: Host, provider: HttpProvider): Promise<void> {
  const title = t('Testing the key of {0}…', providerLabel(provider));
  const location = vscode.ProgressLocation.Notification;
  const tested = await vscode.window.withProgress({ location, title }, async () => {
    const places = (await keyPlaces(host)).get(provider) ?? [];
    return { listed: await listedOf(host, provider, true), places };
  });
  const sentence = plainMessage(testedInWords(provider, tested.listed, tested.places));
  if (tested.listed?.problem === null) return void vscode.window.showInformationMessage(sentence);
  const again = t('Set API Key…');
  void vscode.window.showWarningMessage(sentence, again).then(async (chosen) => {
    if (chosen === again) await vscode.commands.executeCommand(COMMANDS.setApiKey, provider);
  });
}

/** As `testKey`; what goes wrong with the test itself is said, and the key stays stored. */
export async function testKeyAside(host: Host, provider: HttpProvider): Promise<void> {
  await testKey(host, provider).catch((error: unknown) => host.fail(classified(error)));
}
