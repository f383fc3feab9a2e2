import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { askForPrompt } from './ask-for-prompt.ts';
import { commandFeature } from './command-feature.ts';
import { trustedFolder } from './trusted-folder.ts';
import { startTask } from './start-task.ts';

/** Run Task and Dry Run. */
export const runCommands = commandFeature('run commands', {
  [COMMANDS.runTask]: (host, prompt) => runAsked(host, prompt, false),
  [COMMANDS.dryRun]: (host, prompt) => runAsked(host, prompt, true),
});

async function runAsked(host: Host, given: unknown, dryRun: boolean): Promise<string | undefined> {
  // Refused before anything is asked: nobody should type a task that can't be begun.
  if (host.engine.state === 'restricted') await host.engine.service();
  const folder = await trustedFolder(host);
  if (folder === undefined) return undefined;
  const title = dryRun
    ? t('Dry Run in {0}: nothing is changed', folder.name)
    : t('Run Task in {0}', folder.name);
  const asked = typeof given === 'string' && given.trim() !== '' ? given.trim() : undefined;
  const prompt = asked ?? (await askForPrompt({ title, memento: host.context.workspaceState }));
  return prompt === undefined ? undefined : startTask(host, { prompt, folder, dryRun });
}
