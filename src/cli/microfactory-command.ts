import { CommanderError } from 'commander';
import { classified } from '../engine/error.ts';
import type { CliEdge } from './edge.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import { microfactoryProgram } from './program/program.ts';
import { oneLine } from './views/harmless.ts';

const WELCOME = `Microfactory does long software tasks reliably with unreliable models.

  microfactory run --prompt "Fix the failing tests"
  microfactory status

All commands: microfactory --help. Explanations: microfactory help.
`;

/** Runs one command line (without node and script); returns its exit code and never throws. */
export async function main(argv: readonly string[], edge: CliEdge): Promise<number> {
  if (argv.length === 0) {
    edge.stdout.write(WELCOME);
    return EXIT.done;
  }
  let exitCode: number = EXIT.done;
  const program = microfactoryProgram(edge, async (work) => {
    exitCode = await work(edge);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failed(error, edge);
  }
}

/** Says what went wrong in one sentence on standard error; returns the exit code. */
export function failed(error: unknown, { stderr, env }: CliEdge): number {
  // Commander has written its sentence, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  const known = classified(error);
  stderr.write(`${oneLine(known.message)}\n`);
  if ((env['MICROFACTORY_DEBUG'] ?? '') !== '' && known.stack !== undefined) stderr.write(`${known.stack}\n`);
  return exitCodeOf(known.code);
}
