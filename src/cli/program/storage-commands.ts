import type { Command } from 'commander';
import type { PruneFlags } from '../commands/prune.ts';
import type { Perform } from './program.ts';
import { wholeNumber } from './values.ts';

/** Adds the commands about sessions as files: prune, export, import. */
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

  program
    .command('export')
    .description('write a session into one file, to be looked at elsewhere')
    .argument('<session>', 'which session')
    .argument('<file.tar.gz>', 'the file; it must not be there')
    .action((session: string, file: string) =>
      perform(async (edge) => (await import('../commands/transfer.ts')).exportSession(session, file, edge)),
    );

  program
    .command('import')
    .description('take in an exported session, to be looked at only')
    .argument('<file.tar.gz>', 'the file')
    .action((file: string) =>
      perform(async (edge) => (await import('../commands/transfer.ts')).importSession(file, edge)),
    );
}
