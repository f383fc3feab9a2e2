import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { JournalEvent } from '../../../src/engine/ports/journal.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { CliOptions, CommandLine } from './command-line.ts';
import { temporaryFolder } from './temporary-folder.ts';

const PRELOAD = pathToFileURL(fileURLToPath(new URL('./kill-at.mjs', import.meta.url))).href;

/** Returns a folder for runs. Doubt is what the noise is about: nothing may wait for a person. */
export function hanoiFolder(): string {
  const path = temporaryFolder();
  const yaml = 'version: 1\ndomains: { hanoi: { human_low_margin_threshold: 0, samples: 60 } }\n';
  writeFileSync(join(path, 'microfactory.yaml'), yaml);
  return path;
}

/** Returns the arguments of a run that moves disks, its simulated solver being as good as `model` says. */
export const runOf = (disks: number, model: string, k = '3') => [
  ...['run', '--json', '--domain', 'hanoi', '--prompt', `Move ${disks} disks`, '--repo-path', hanoiFolder()],
  ...['--llm-provider', 'simulated', '--llm-model', model, '--k', k, '--seed', '1', '--ask', 'never'],
];

/** Returns the session's journal. */
export async function journalOf(cli: Pick<CommandLine, 'home'>, id: string): Promise<JournalEvent[]> {
  const store = await openStore({ home: cli.home });
  const events: JournalEvent[] = [];
  for await (const { event } of store.readEntries(id)) events.push(event);
  return events;
}

/** Returns what was accepted, step by step, however it was recorded. */
export function acceptedStates(journal: readonly JournalEvent[]): string[] {
  const raced = (event: JournalEvent) => (event['race'] as { state: string } | undefined)?.state;
  const states = journal.map(
    (event) => raced(event) ?? (event.type === 'candidate-accepted' ? event['state'] : undefined),
  );
  return states.filter((state) => typeof state === 'string');
}

/** Has the command line killed by SIGKILL when it has printed that event of its journal. */
export const killedAt = (at: number): Pick<CliOptions, 'env'> => ({
  env: { NODE_OPTIONS: `--import ${PRELOAD}`, KILL_AT: String(at) },
});
