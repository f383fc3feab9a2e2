import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import type { CommandResult } from '../../../engine/ports/command.ts';
import { ending, outputOf } from '../../code/runners/output.ts';

const MOST_CHARACTERS = 2_000;

/** A program of the user's that ends with another status than 0 on what the answer makes of the files. */
export function commandFlag(argv: readonly string[], result: CommandResult): RedFlag[] {
  if (result.exitCode === 0 && !result.timedOut) return [];
  const reason = `${argv.join(' ')} ends with ${ending(result)}.`;
  return [{ rule: 'command', reason, evidence: outputOf(result).slice(-MOST_CHARACTERS) }];
}
