import * as vscode from 'vscode';
import { KEY_OF, KEYED_PROVIDERS, type ApiKeys, type KeyedProvider } from '../engine/api-keys.ts';
import { t } from '../l10n.ts';

const NAMES: Readonly<Record<KeyedProvider, () => string>> = {
  openai: () => 'OpenAI',
  anthropic: () => 'Anthropic',
  compatible: () => t('Compatible server'),
};

/** Asks for a provider's key and stores it in the editor's secret storage; false when dismissed. */
export async function askForKey(keys: ApiKeys, provider: KeyedProvider): Promise<boolean> {
  const key = await vscode.window.showInputBox({
    title: t('API key of {0}', NAMES[provider]()),
    prompt: t('It is kept in the editor’s secret storage only, and used instead of {0}.', KEY_OF[provider]),
    password: true,
    ignoreFocusOut: true,
    validateInput: (typed) =>
      typed === '' || /^[\x21-\x7e]+$/u.test(typed.trim())
        ? undefined
        : t('A key has no spaces and no special letters: copy it again.'),
  });
  if (key === undefined || key.trim() === '') return false;
  await keys.set(provider, key.trim());
  return true;
}

/** Lets a person pick a provider; those with a stored key say so. Undefined when dismissed. */
export async function pickKeyed(
  keys: ApiKeys,
  title: string,
  onlyStored: boolean,
): Promise<KeyedProvider | undefined> {
  const items = keyedItems(keys);
  if (onlyStored && !(await items).some(({ stored }) => stored)) {
    void vscode.window.showInformationMessage(t('No key is stored in the editor’s secret storage.'));
    return undefined;
  }
  const offered = items.then((all) => all.filter(({ stored }) => stored || !onlyStored));
  // Shown at once, however long the secret storage takes: nobody must type a key into something else.
  return (await vscode.window.showQuickPick(offered, { title }))?.provider;
}

function keyedItems(keys: ApiKeys) {
  return Promise.all(
    KEYED_PROVIDERS.map(async (provider) => {
      const stored = await keys.has(provider);
      const description = stored ? t('a key is stored') : '';
      return { label: NAMES[provider](), description, provider, stored };
    }),
  );
}

export function nameOfProvider(provider: KeyedProvider): string {
  return NAMES[provider]();
}
