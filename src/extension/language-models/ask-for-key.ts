import * as vscode from 'vscode';
import type { KeyPlace } from '../../protocol/models.ts';
import { HTTP_PROVIDER_NAMES, type HttpProvider } from '../../protocol/providers.ts';
import { keyOwner, keyVariable, type ApiKeys } from '../engine/api-keys.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { folderSettings } from '../settings/read-settings.ts';
import { placesInWords, providerLabel } from './key-words.ts';

/** Asks for a provider's key and stores it in the editor's secret storage; false when dismissed. */
export async function askForKey(host: Host, keys: ApiKeys, provider: HttpProvider): Promise<boolean> {
  const key = await vscode.window.showInputBox({
    title: t('API key of {0}', providerLabel(provider)),
    prompt: t(
      'It is kept in the editor’s secret storage only, and used instead of {0}.',
      keyVariable(provider),
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (typed) =>
      typed === '' || /^[\x21-\x7e]+$/u.test(typed.trim())
        ? undefined
        : t('A key has no spaces and no special letters: copy it again.'),
  });
  if (key === undefined || key.trim() === '') return false;
  await keys.set(provider, key.trim());
  // The storage's own news of it may come later than what is asked next.
  await host.engine.setKeys(await keys.all());
  return true;
}

/** Lets a person pick a provider; each says where its key comes from. Undefined when dismissed. */
export async function pickKeyed(
  host: Host,
  keys: ApiKeys,
  { title, onlyStored }: { readonly title: string; readonly onlyStored: boolean },
): Promise<HttpProvider | undefined> {
  const items = keyedItems(host, keys);
  if (onlyStored && !(await items).some(({ stored }) => stored)) {
    void vscode.window.showInformationMessage(t('No key is stored in the editor’s secret storage.'));
    return undefined;
  }
  const offered = items.then((all) => all.filter(({ stored }) => stored || !onlyStored));
  // Shown at once, however long the secret storage takes: nobody must type a key into something else.
  return (await vscode.window.showQuickPick(offered, { title }))?.provider;
}

/** Returns where each provider's key is; the first place wins. */
export async function keyPlaces(host: Host): Promise<ReadonlyMap<string, readonly KeyPlace[]>> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const service = await host.engine.service();
  const known = await service.keys({ repoPath: folder?.fsPath, ...folderSettings(folder) });
  return new Map(known.map(({ provider, places }) => [provider, places]));
}

async function keyedItems(host: Host, keys: ApiKeys) {
  // A broken configuration file must not keep anybody from setting a key.
  const places = await keyPlaces(host).catch(() => new Map<string, readonly KeyPlace[]>());
  return Promise.all(
    HTTP_PROVIDER_NAMES.filter((each) => keyOwner(each) === each).map(async (provider) => {
      const stored = await keys.has(provider);
      const found = placesInWords(places.get(provider) ?? []);
      const description = found === '' && stored ? t('a key is stored') : found;
      return { label: providerLabel(provider), description, provider, stored };
    }),
  );
}
