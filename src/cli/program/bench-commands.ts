import type { Command } from 'commander';
import type { BenchCandidatesFlags } from '../commands/bench-candidates.ts';
import type { BenchHanoiFlags } from '../commands/bench-hanoi.ts';
import type { BenchMultiplicationFlags } from '../commands/bench-multiplication.ts';
import type { BenchStepsFlags } from '../commands/bench-steps.ts';
import type { Perform } from './program.ts';
import { oneOf, wholeNumber, wholeNumbers } from './values.ts';

/** Adds the commands that measure: bench steps with the part of it that runs in a process of its own, and the others. */
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
  addHanoi(bench, perform);
  addCandidates(bench, perform);
  addMultiplication(bench, perform);
  bench
    .command('part', { hidden: true })
    .argument('<request>', 'what to do, as JSON')
    .action((request: string) =>
      perform(async (edge) => (await import('../commands/bench-steps.ts')).benchPart(request, edge)),
    );
}

function addHanoi(bench: Command, perform: Perform): void {
  const onOff = oneOf(['on', 'off']);
  bench
    .command('hanoi')
    .description('the towers with a solver that errs, beside what the formulas predict; fails unless perfect')
    .option('--disks <n>', '2^n − 1 steps; default: 20', wholeNumber(1))
    .option('--k <n>', 'the lead that decides a step; default: 3', wholeNumber(1))
    .option(
      '--noise <model>',
      'how the solver errs: paper, paper,hard=STEP, p=0.9, p=0.9,v=0.97,rivals=1; default: paper',
    )
    .option('--seed <n>', 'the first seed; default: 1', wholeNumber(0))
    .option('--seeds <n>', 'so many seeds, one after the other; default: 1', wholeNumber(1))
    .option('--legality <on|off>', 'moves against the rules raise a red flag; default: on', onOff)
    .option(
      '--red-flags <on|off>',
      'answers not in form raise a red flag, else they are repaired; default: on',
      onOff,
    )
    .option('--folder <folder>', 'where to write; default: that for temporary files')
    .option('--json', 'for programs')
    .action((flags: BenchHanoiFlags) =>
      perform(async (edge) => (await import('../commands/bench-hanoi.ts')).benchHanoi(flags, edge)),
    );
}

function addCandidates(bench: Command, perform: Perform): void {
  bench
    .command('candidates')
    .description('which answers that do the same are one vote; fails where one that does not is')
    .option('--trials <n>', 'simulated races a tier; default: 4000', wholeNumber(1))
    .option('--json', 'for programs')
    .action((flags: BenchCandidatesFlags) =>
      perform(async (edge) => (await import('../commands/bench-candidates.ts')).benchCandidates(flags, edge)),
    );
}

function addMultiplication(bench: Command, perform: Perform): void {
  const onOff = oneOf(['on', 'off']);
  bench
    .command('multiplication')
    .description(
      'products by agents that err, for each k beside what is predicted; fails unless all are right',
    )
    .option('--digits <n>', 'of both numbers; default: 5', wholeNumber(1))
    .option('--k <n,n,…>', 'the leads to compare; default: 1,2,3,5,7', wholeNumbers(1))
    .option(
      '--noise <model>',
      'how the agents err: p=0.99, p=0.99,rivals=1, p=0.9888,rivals=1,alike=5; default: the last',
    )
    .option('--seed <n>', 'the first seed; default: 1', wholeNumber(0))
    .option('--seeds <n>', 'so many products for each k; default: 20', wholeNumber(1))
    .option(
      '--split <on|off>',
      'products are split into parts, else one answer is the whole; default: on',
      onOff,
    )
    .option(
      '--legality <on|off>',
      'wrong remainders and plans that do not add up raise a red flag; default: off, for votes alone',
      onOff,
    )
    .option('--folder <folder>', 'where to write; default: that for temporary files')
    .option('--json', 'for programs')
    .action((flags: BenchMultiplicationFlags) =>
      perform(async (edge) =>
        (await import('../commands/bench-multiplication.ts')).benchMultiplication(flags, edge),
      ),
    );
}
