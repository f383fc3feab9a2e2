import { Command } from 'commander';
import type { CliEdge } from '../edge.ts';
import { addBenchCommands } from './bench-commands.ts';
import { addDeliveryCommands } from './delivery-commands.ts';
import { addLookCommands } from './look-commands.ts';
import { addSessionCommands } from './session-commands.ts';
import { addStorageCommands } from './storage-commands.ts';

/** Runs the work of a command and keeps its exit code. */
export type Perform = (work: (edge: CliEdge) => Promise<number>) => Promise<void>;

/** Returns the `microfactory` command; `perform` is called with the work of whichever command the arguments name. */
export function microfactoryProgram(edge: CliEdge, perform: Perform): Command {
  const program = new Command('microfactory')
    .description(
      'Does long software tasks reliably with unreliable models: tiny steps, red flags, votes, verification.',
    )
    .version(edge.version)
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => edge.stdout.write(text),
      writeErr: (text) => edge.stderr.write(text),
      outputError: (text, write) => write(`${asSentence(text)}\n`),
      getOutHelpWidth: () => edge.stdout.columns ?? 100,
    });
  addSessionCommands(program, perform);
  addDeliveryCommands(program, perform);
  addLookCommands(program, perform);
  addBenchCommands(program, perform);
  addStorageCommands(program, perform);
  return program;
}

/** Commander speaks in several lines, the suggestion in brackets: one sentence for us. */
function asSentence(text: string): string {
  const plain = text
    .trim()
    .replace(/^error: /u, '')
    .replace(/\s*\n\s*/gu, ' ');
  const ended = plain.replace(/ \(Did you mean ([^)]*)\)$/u, ': did you mean $1');
  const sentence = ended.charAt(0).toUpperCase() + ended.slice(1);
  return /[.?!]$/u.test(sentence) ? sentence : `${sentence}; see microfactory --help.`;
}
