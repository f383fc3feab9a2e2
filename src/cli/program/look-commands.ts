import { Option, type Command } from 'commander';
import type { DomainsFlags } from '../commands/domains.ts';
import type { ExplainFlags } from '../commands/explain.ts';
import type { HelpFlags } from '../commands/help.ts';
import type { ModelsFlags } from '../commands/models.ts';
import type { InspectFlags } from '../commands/inspect.ts';
import type { ProbeFlags } from '../commands/probe.ts';
import type { ShowFlags } from '../commands/show.ts';
import type { StatusFlags } from '../commands/status.ts';
import type { Perform } from './program.ts';
import { addModelOptions } from './run-options.ts';
import { HTTP_PROVIDER_NAMES } from '../../protocol/providers.ts';
import { oneOf, wholeNumber } from './values.ts';

/** Adds the commands that change nothing: status, show, explain, models, probe, domains, help; and the one that copies a domain. */
export function addLookCommands(program: Command, perform: Perform): void {
  program
    .command('status')
    .description('list sessions, or one with its steps')
    .option('--session-id <id>', 'only this one')
    .option('--limit <n>', 'how many; default: 20', wholeNumber(1))
    .option('--json', 'for programs')
    .action((flags: StatusFlags) =>
      perform(async (edge) => (await import('../commands/status.ts')).status(flags, edge)),
    );

  program
    .command('show')
    .description('show a session with its plan, or a step with its evidence')
    .requiredOption('--session-id <id>', 'which session')
    .option('--step <id>', 'which step')
    .option('--json', 'for programs')
    .action((flags: ShowFlags) =>
      perform(async (edge) => (await import('../commands/show.ts')).show(flags, edge)),
    );

  program
    .command('explain')
    .description('explain a vote: who agrees at which tier, and how the others differ')
    .requiredOption('--session-id <id>', 'which session')
    .requiredOption('--step <id>', 'which step')
    .option('--json', 'for programs')
    .action((flags: ExplainFlags) =>
      perform(async (edge) => (await import('../commands/explain.ts')).explain(flags, edge)),
    );

  program
    .command('inspect')
    .description('show what models were asked, and what came back')
    .argument('<session>', 'which session')
    .argument('[number]', 'one request in full', wholeNumber(1))
    .option('--step <id>', 'only those for this step')
    .option('--failed', 'only those that were not answered in full')
    .addOption(new Option('--ops', 'as a list (the default)').conflicts(['payloads', 'messages', 'files']))
    .addOption(new Option('--payloads', 'in full, as JSON').conflicts(['messages', 'files']))
    .addOption(new Option('--messages', 'in full, to be read').conflicts('files'))
    .option('--files', 'where their texts lie on the disk')
    .option('--limit <n>', 'how many; default: the last 50', wholeNumber(1))
    .option('--before <number>', 'the ones before this number', wholeNumber(1))
    .option('--json', 'for programs')
    .action((sessionId: string, number: number | undefined, flags: InspectFlags) =>
      perform(async (edge) =>
        (await import('../commands/inspect.ts')).inspect({ sessionId, number }, flags, edge),
      ),
    );

  addModelOptions(program.command('probe').description('ask the model once: key, latency, tokens, format'))
    .option('--repo-path <folder>', 'whose configuration; default: this folder')
    .option('--config <file>', 'configuration instead of microfactory.yaml')
    .option('--json', 'for programs')
    .option('--set', 'also ask the built-in probe set: what p is, and the k it needs; costs 20 answers')
    .action((flags: ProbeFlags) =>
      perform(async (edge) => (await import('../commands/probe.ts')).probe(flags, edge)),
    );

  configurationOptions(
    program
      .command('models')
      .description('list what each provider offers, with price and context')
      .option('--provider <name>', 'only this one', oneOf(HTTP_PROVIDER_NAMES))
      .option('--all', 'also models that make no text'),
  ).action((flags: ModelsFlags) =>
    perform(async (edge) => (await import('../commands/models.ts')).models(flags, edge)),
  );

  const domains = program.command('domains').description('list the kinds of task');
  configurationOptions(domains).action((flags: DomainsFlags) =>
    perform(async (edge) => (await import('../commands/domains.ts')).domains(flags, edge)),
  );
  configurationOptions(
    domains
      .command('add')
      .argument('[name]', 'which; without it, the gallery is listed')
      .description('copy a domain of the gallery into the configuration, with its templates'),
  ).action((name: string | undefined, _own: DomainsFlags, command: Command) =>
    perform(async (edge) =>
      (await import('../commands/add-domain.ts')).addDomain(name, command.optsWithGlobals(), edge),
    ),
  );

  program
    .command('help')
    .description('explain a topic')
    .option('--topic <name>', 'which; without it, the list')
    .option('--format <format>', 'text or json', oneOf(['text', 'json']))
    .action((flags: HelpFlags) =>
      perform(async (edge) => (await import('../commands/help.ts')).help(flags, edge)),
    );
}

function configurationOptions(command: Command): Command {
  return command
    .option('--repo-path <folder>', 'whose configuration; default: this folder')
    .option('--config <file>', 'configuration instead of microfactory.yaml')
    .option('--json', 'for programs');
}
