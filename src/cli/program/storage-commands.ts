import type { Command } from 'commander';
import type { PruneFlags } from '../commands/prune.ts';
import type { Perform } from './program.ts';
import { wholeNumber } from './values.ts';

/** Adds the commands about sessions as files: prune. */
export function addStorageCommands(program: Command, perform: Perform): void {
  program
    .command('prune')
    .description('remove old sessions that have ended; never one that can go on or be undone')
    .option('--keep-days <n>', 'those not used for so many days', wholeNumber(1))
    .option('--max-size <size>', 'the oldest, until no more is taken, like 2GB')
    .option('--dry-run', 'only list what would go')
    .option('--yes', 'remove without asking')
    .option('--json', 'for programs')
    .action((flags: PruneFlags) =>
      perform(async (edge) => (await import('../commands/prune.ts')).prune(flags, edge)),
    );
}
