import type { Command } from 'commander';
import type { BenchStepsFlags } from '../commands/bench-steps.ts';
import type { Perform } from './program.ts';
import { wholeNumber } from './values.ts';

/** Adds the commands that measure: bench steps, and the part of it that runs in a process of its own. */
export function addBenchCommands(program: Command, perform: Perform): void {
  const bench = program.command('bench').description('measure this machine').helpCommand(false);
  bench
    .command('steps')
    .description('speed, memory, disk and resume of very many steps, beside plain loops')
    .option('--disks <n>', 'size of the puzzle, 2^n − 1 steps; default: 20', wholeNumber(1))
    .option('--rounds <n>', 'how often, the middle counts; default: 3', wholeNumber(1))
    .option('--folder <folder>', 'where to write; default: that for temporary files')
    .option('--langgraph <program>', 'also measure LangGraph.js, see docs/performance.md')
    .option('--json', 'for programs')
    .action((flags: BenchStepsFlags) =>
      perform(async (edge) => (await import('../commands/bench-steps.ts')).benchSteps(flags, edge)),
    );
  bench
    .command('part', { hidden: true })
    .argument('<request>', 'what to do, as JSON')
    .action((request: string) =>
      perform(async (edge) => (await import('../commands/bench-steps.ts')).benchPart(request, edge)),
    );
}
