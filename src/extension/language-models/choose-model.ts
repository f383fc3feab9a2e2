import * as vscode from 'vscode';
import { isKeyed, type ApiKeys } from '../engine/api-keys.ts';
import type { Host } from '../host.ts';
import { SETTINGS } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { text } from '../settings/face-defaults.ts';
import { setting, writeUserSetting } from '../settings/read-settings.ts';
import { askForKey } from './ask-for-key.ts';
import { offeredModels } from './offered-models.ts';
import { modelsSeen, providerChoices, type ProviderChoice } from './provider-choices.ts';

interface ModelItem extends vscode.QuickPickItem {
  /** Empty: the provider's default; undefined: typed freely. */
  readonly model: string | undefined;
}

/** Lets a person choose who answers, and writes it into the user's settings. Returns the provider; undefined when dismissed. */
export async function chooseModel(host: Host, keys: ApiKeys): Promise<string | undefined> {
  const current = text(setting(SETTINGS.provider)) ?? '';
  const items = providerChoices().map((choice) => ({
    ...choice,
    description: choice.provider === current ? t('chosen now') : '',
  }));
  const placeHolder = t('Who answers the steps? A provider that microfactory.yaml names comes first.');
  const choice = await vscode.window.showQuickPick(items, { title: t('Choose Model'), placeHolder });
  if (choice === undefined) return undefined;
  const model = await modelOf(host, choice);
  if (model === undefined) return undefined;
  await writeUserSetting(SETTINGS.provider, choice.provider);
  await writeUserSetting(SETTINGS.model, model);
  if (choice.provider === 'compatible' && !(await askForServer())) return undefined;
  if (isKeyed(choice.provider) && choice.provider !== 'compatible' && !(await keys.has(choice.provider))) {
    await askForKey(keys, choice.provider);
  }
  const name = [choice.label, model].filter((part) => part !== '').join(' · ');
  vscode.window.setStatusBarMessage(t('$(check) Steps are answered by {0}', plainLabel(name)), 5000);
  return choice.provider;
}

/** Returns the model, empty for the provider's default; undefined when dismissed. */
async function modelOf(host: Host, { provider, label }: ProviderChoice): Promise<string | undefined> {
  if (provider === '' || provider === 'offline') return '';
  const items = provider === 'vscode-lm' ? await offeredItems() : seenItems(host, provider);
  if (items === undefined) return undefined;
  const chosen = await vscode.window.showQuickPick(items, { title: t('Model of {0}', label) });
  if (chosen === undefined || chosen.model !== undefined) return chosen?.model;
  const typed = await vscode.window.showInputBox({ title: t('Name of the model'), ignoreFocusOut: true });
  return typed === undefined || typed.trim() === '' ? undefined : typed.trim();
}

async function offeredItems(): Promise<ModelItem[] | undefined> {
  const models = (await offeredModels()?.list()) ?? [];
  if (models.length > 0) {
    return models.map(({ id, name, vendor }) => ({
      label: plainLabel(name),
      description: plainLabel(vendor),
      detail: plainLabel(id),
      model: id,
    }));
  }
  const sentence = t(
    'No extension offers a language model to the editor: install one, or choose another provider.',
  );
  void vscode.window.showInformationMessage(sentence);
  return undefined;
}

function seenItems({ sessions }: Host, provider: string): ModelItem[] {
  const own = text(setting(SETTINGS.provider)) === provider ? text(setting(SETTINGS.model)) : undefined;
  const seen = new Set([...(own === undefined ? [] : [own]), ...modelsSeen(sessions.sessions, provider)]);
  return [
    { label: t('Default of the provider'), model: '' },
    ...[...seen].map((model) => ({ label: plainLabel(model), model })),
    { label: t('Another model…'), model: undefined, alwaysShow: true },
  ];
}

/** Returns whether the server's place is known now. */
async function askForServer(): Promise<boolean> {
  const value = text(setting(SETTINGS.compatibleBaseUrl)) ?? 'http://127.0.0.1:11434/v1';
  const url = await vscode.window.showInputBox({
    title: t('Where is the compatible server?'),
    value,
    ignoreFocusOut: true,
    validateInput: (typed) =>
      isWebAddress(typed) ? undefined : t('An address begins with http:// or https://.'),
  });
  if (url === undefined || !isWebAddress(url)) return false;
  await writeUserSetting(SETTINGS.compatibleBaseUrl, url.trim());
  return true;
}

function isWebAddress(typed: string): boolean {
  return /^https?:\/\/\S+$/u.test(typed.trim());
}
