import * as vscode from 'vscode';
import type { ListedModel, ProviderModels } from '../../protocol/models.ts';
import type { HttpProvider } from '../../protocol/providers.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { folderSettings } from '../settings/read-settings.ts';

/** Returns what a provider's own list offers; `fresh`: asked anew. */
export async function listedOf(
  host: Host,
  provider: HttpProvider,
  fresh = false,
): Promise<ProviderModels | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const service = await host.engine.service();
  const query = { provider, fresh, repoPath: folder?.fsPath, ...folderSettings(folder) };
  return (await service.models(query))[0];
}

/** Returns price and context of a model in a few words; what is not known is left out. */
export function modelFacts({ price, context_tokens: context }: ListedModel): string {
  const facts = [
    price === null ? undefined : t('${0} in, ${1} out a million tokens', price.input, price.output),
    context === null ? undefined : t('{0} tokens of context', context.toLocaleString('en')),
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}
