import * as vscode from 'vscode';
import {
  httpProvider,
  isHttpProvider,
  type HttpProvider,
  type ProgramProvider,
} from '../../protocol/providers.ts';
import type { ApiKeys } from '../engine/api-keys.ts';
import type { Host } from '../host.ts';
import { baseUrlSetting, SETTINGS } from '../ids.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { text } from '../settings/face-defaults.ts';
import { setting, writeUserSetting } from '../settings/read-settings.ts';
import { askForKey, keyPlaces } from './ask-for-key.ts';
import { listedOf, modelFacts } from './listed-models.ts';
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
  if (isHttpProvider(choice.provider) && !(await madeReady(host, keys, choice.provider))) return undefined;
  const model = await modelOf(host, choice);
  if (model === undefined) return undefined;
  await writeUserSetting(SETTINGS.provider, choice.provider);
  await writeUserSetting(SETTINGS.model, model);
  const name = [choice.label, model].filter((part) => part !== '').join(' · ');
  vscode.window.setStatusBarMessage(t('$(check) Steps are answered by {0}', plainLabel(name)), 5000);
  return choice.provider;
}

/** Asks for the address and the key that a provider can't do without, before its models are listed; false when no address is given. */
async function madeReady(host: Host, keys: ApiKeys, provider: HttpProvider): Promise<boolean> {
  const { baseUrl, needsKey } = httpProvider(provider);
  if (baseUrl === undefined && !(await askForServer(provider))) return false;
  if (needsKey !== 'always') return true;
  const places = (await keyPlaces(host)).get(provider) ?? [];
  // Whoever has no key at hand may still choose.
  if (places.length === 0) await askForKey(host, keys, provider);
  return true;
}

/** Returns the model, empty for the provider's default; undefined when dismissed. */
async function modelOf(host: Host, { provider, label }: ProviderChoice): Promise<string | undefined> {
  if (provider === '' || provider === 'offline') return '';
  const items = provider === 'vscode-lm' ? await offeredItems() : listedItems(host, provider);
  if (items === undefined) return undefined;
  const options = { title: t('Model of {0}', label), matchOnDescription: true, matchOnDetail: true };
  const chosen = await vscode.window.showQuickPick(items, options);
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

/** What sessions used comes first, then the provider's own list; why there is none is said on the way to a typed name. */
async function listedItems(host: Host, provider: HttpProvider | ProgramProvider): Promise<ModelItem[]> {
  const isServer = isHttpProvider(provider);
  const listed = isServer ? await listedOf(host, provider).catch(() => undefined) : undefined;
  const own = text(setting(SETTINGS.provider)) === provider ? text(setting(SETTINGS.model)) : undefined;
  const seen = [...(own === undefined ? [] : [own]), ...modelsSeen(host.sessions.sessions, provider)];
  const facts = new Map((listed?.models ?? []).map((model) => [model.id, model]));
  const items = [...new Set([...seen, ...facts.keys()])].map((id) => {
    const model = facts.get(id);
    const description = model === undefined ? '' : modelFacts(model);
    const detail = model?.name ?? undefined;
    return { label: plainLabel(id), description, model: id, ...(detail && { detail: plainLabel(detail) }) };
  });
  const problem = listed?.problem ?? undefined;
  const other: ModelItem = { label: t('Another model…'), model: undefined, alwaysShow: true };
  return [
    ...(isServer && httpProvider(provider).model === undefined
      ? []
      : [{ label: t('Default of the provider'), model: '' }]),
    ...items,
    problem === undefined ? other : { ...other, detail: plainLabel(problem) },
  ];
}

/** Returns whether the server's place is known now. */
async function askForServer(provider: HttpProvider): Promise<boolean> {
  const name = baseUrlSetting(provider);
  const example = provider === 'azure' ? 'https://my-resource.openai.azure.com' : 'http://127.0.0.1:11434/v1';
  const url = await vscode.window.showInputBox({
    title: t('Where is the server?'),
    value: text(setting(name)) ?? example,
    ignoreFocusOut: true,
    validateInput: (typed) =>
      isWebAddress(typed) ? undefined : t('An address begins with http:// or https://.'),
  });
  if (url === undefined || !isWebAddress(url)) return false;
  await writeUserSetting(name, url.trim());
  return true;
}

function isWebAddress(typed: string): boolean {
  return /^https?:\/\/\S+$/u.test(typed.trim());
}
