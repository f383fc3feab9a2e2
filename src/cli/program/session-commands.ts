import { Argument, type Command } from 'commander';
import type { DecideFlags } from '../commands/decide.ts';
import type { ResumeCommandFlags } from '../commands/resume.ts';
import type { RunCommandFlags } from '../commands/run.ts';
import type { Perform } from './program.ts';
import { addRunOptions } from './run-options.ts';
import { severalTimes } from './values.ts';

const DECISIONS = ['approve', 'reject', 'more', 'pick', 'skip', 'stop', 'edit'] as const;
const SESSION = '--session-id <id>';
const JSON_EVENTS = 'one event a line for programs';

/** Adds the commands that make sessions go on: run, resume, decide, stop. */
export function addSessionCommands(program: Command, perform: Perform): void {
  addRunOptions(
    program
      .command('run')
      .description('do a task from a prompt')
      .requiredOption('--prompt <text>', 'what is to be done; - reads standard input')
      .option('--domain <name>', 'kind of task, see microfactory domains')
      .option('--repo-path <folder>', 'folder to work on; default: this one')
      .option('--config <file>', 'configuration instead of microfactory.yaml'),
  )
    .option('--seed <text>', 'makes offline samples repeatable')
    .option('--dry-run', 'do everything but deliver')
    .option('--yes-verifier', 'approve the command that checks the work')
    .option('--yes-module', 'approve the program that a domain of the repository is')
    .option('--output-dir <folder>', 'also write patch and status there')
    .option('--estimate', 'only say what it will probably take')
    .option('--json', JSON_EVENTS)
    .action((flags: RunCommandFlags) =>
      perform(async (edge) => (await import('../commands/run.ts')).run(flags, edge)),
    );

  addRunOptions(
    program
      .command('resume')
      .description('go on with a session; approves nothing')
      .requiredOption(SESSION, 'which session'),
  )
    .option('--json', JSON_EVENTS)
    .action((flags: ResumeCommandFlags) =>
      perform(async (edge) => (await import('../commands/resume.ts')).resume(flags, edge)),
    );

  program
    .command('decide')
    .description('answer a step that waits')
    .addArgument(new Argument('<decision>', 'what should happen').choices(DECISIONS))
    .requiredOption(SESSION, 'which session')
    .requiredOption('--step <id>', 'which step')
    .option('--comment <text>', 'why it is rejected; the next samples are told')
    .option('--class <label>', 'which answer to pick')
    .option('--file <path[=source]>', 'edited file; may stand several times', severalTimes)
    .option('--resume', 'go on with the session at once')
    .option('--json', JSON_EVENTS)
    .action((decision: (typeof DECISIONS)[number], flags: DecideFlags) =>
      perform(async (edge) => (await import('../commands/decide.ts')).decide(decision, flags, edge)),
    );

  program
    .command('stop')
    .description('stop a session that runs; it can be resumed')
    .requiredOption(SESSION, 'which session')
    .action((flags: { sessionId: string }) =>
      perform(async (edge) => (await import('../commands/stop.ts')).stop(flags, edge)),
    );
}
