import type { RunOverrides } from '../../protocol/service.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import { t } from '../l10n.ts';

export type ChosenProvider = Extract<
  RunOverrides['provider'],
  'openai' | 'anthropic' | 'compatible' | 'vscode-lm' | 'offline'
>;

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
    { provider: 'openai', label: 'OpenAI', detail: t('Needs a key.') },
    { provider: 'anthropic', label: 'Anthropic', detail: t('Needs a key.') },
    {
      provider: 'compatible',
      label: t('Compatible server'),
      detail: t('Ollama, LM Studio, vLLM, llama.cpp and others that speak OpenAI’s protocol.'),
    },
    {
      provider: 'vscode-lm',
      label: t('Model of another extension'),
      detail: t('What other extensions offer to the editor.'),
    },
    { provider: 'offline', label: t('Offline'), detail: t('No model: a search for one-edit repairs.') },
  ];
}

/** Returns the models of a provider that sessions have used, the newest first. */
export function modelsSeen(sessions: readonly SessionSummary[], provider: string): string[] {
  const used = sessions.filter(({ metadata }) => metadata.provider === provider && metadata.model !== '');
  return [...new Set(used.map(({ metadata }) => metadata.model))];
}
