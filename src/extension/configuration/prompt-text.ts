import type { PromptPreview } from '../../protocol/configuration.ts';
import { t } from '../l10n.ts';

/** Returns a prompt as a document to read: where it came from, then its parts as they are sent. */
export function promptText({ role, source, system, user }: PromptPreview): string {
  const head = `<!-- ${t('Prompt of {0} for an example step', role)} · ${source.replaceAll('-->', '--›')} -->`;
  const parts = [
    ['system', system],
    ['user', user],
  ] as const;
  const written = parts
    .filter(([, text]) => text.trim() !== '')
    .map(([name, text]) => `${rule(name)}\n\n${text.trimEnd()}\n`);
  return [head, ...written].join('\n');
}

function rule(name: string): string {
  return `════ ${name} ════`;
}
