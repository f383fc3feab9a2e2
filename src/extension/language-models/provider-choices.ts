import {
  HTTP_PROVIDER_NAMES,
  httpProvider,
  type HttpProvider,
  PROGRAM_NAMES,
  programRow,
  type ProgramProvider,
  type ProviderName,
} from '../../protocol/providers.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import { t } from '../l10n.ts';
import { providerLabel } from './key-words.ts';

export type ChosenProvider = HttpProvider | ProgramProvider | Extract<ProviderName, 'vscode-lm' | 'offline'>;

export interface ProviderChoice {
  readonly provider: ChosenProvider | '';
  readonly label: string;
  readonly detail: string;
}

/** Returns who may answer steps, as a person chooses among them. */
export function providerChoices(): ProviderChoice[] {
  return [
    {
      provider: '',
      label: t('Automatic'),
      detail: t('The provider whose key is set; offline when there is none.'),
    },
    ...HTTP_PROVIDER_NAMES.map((provider) => ({
      provider,
      label: providerLabel(provider),
      detail: needs(provider),
    })),
    ...PROGRAM_NAMES.map((provider) => ({
      provider,
      label: programRow(provider).title,
      detail: t('A program on this machine that you are logged in to.'),
    })),
    {
      provider: 'vscode-lm',
      label: t('Model of another extension'),
      detail: t('What other extensions offer to the editor.'),
    },
    { provider: 'offline', label: t('Offline'), detail: t('No model: a search for one-edit repairs.') },
  ];
}

function needs(provider: HttpProvider): string {
  const { needsKey, baseUrl } = httpProvider(provider);
  if (provider === 'compatible') return t('Any other server that speaks OpenAI’s protocol.');
  if (needsKey !== 'always') return t('Needs no key on this machine.');
  return baseUrl === undefined ? t('Needs a key and the address of your resource.') : t('Needs a key.');
}

/** Returns the models of a provider that sessions have used, the newest first. */
export function modelsSeen(sessions: readonly SessionSummary[], provider: string): string[] {
  const used = sessions.filter(({ metadata }) => metadata.provider === provider && metadata.model !== '');
  return [...new Set(used.map(({ metadata }) => metadata.model))];
}
