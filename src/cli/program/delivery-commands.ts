import type { Command } from 'commander';
import type { DeliverFlags, UndoFlags } from '../commands/deliver.ts';
import type { SubprocessFlags } from '../commands/subprocess.ts';
import type { Perform } from './program.ts';
import { addModelOptions } from './run-options.ts';

/** Adds the commands that hand results over: deliver, undo, subprocess. */
export function addDeliveryCommands(program: Command, perform: Perform): void {
  program
    .command('deliver')
    .description("bring a session's result into your files, all or nothing")
    .requiredOption('--session-id <id>', 'which session')
    .option('--accepted', 'what was accepted, without the rest')
    .option('--merge', 'into files that changed meanwhile, where that works')
    .option('--json', 'for programs')
    .action((flags: DeliverFlags) =>
      perform(async (edge) => (await import('../commands/deliver.ts')).deliver(flags, edge)),
    );

  program
    .command('undo')
    .description('take a delivery back')
    .option('--session-id <id>', 'whose; default: the last one into the folder')
    .option('--repo-path <folder>', 'which folder; default: this one')
    .option('--json', 'for programs')
    .action((flags: UndoFlags) =>
      perform(async (edge) => (await import('../commands/deliver.ts')).undo(flags, edge)),
    );

  addModelOptions(
    program
      .command('subprocess')
      .description('solve one step (samples, red flags, vote); JSON out')
      .requiredOption('--step <text>', 'what the step is to do')
      .option('--context-json <json>', 'what is known, as JSON, @file or -', '{}'),
  )
    .option('--domain <name>', 'kind of task')
    .option('--repo-path <folder>', 'folder the step is about; default: this one')
    .option('--config <file>', 'configuration instead of microfactory.yaml')
    .option('--seed <text>', 'makes offline samples repeatable')
    .action((flags: SubprocessFlags) =>
      perform(async (edge) => (await import('../commands/subprocess.ts')).subprocess(flags, edge)),
    );
}
