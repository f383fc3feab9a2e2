import type { CommandResult } from '../../../engine/ports/command.ts';
import { javascriptFrames, pythonFrames } from './frames.ts';
import { cleanMessage, ended, ending } from './output.ts';
import type { RunPlace, TestCase } from './test-runner.ts';

const EXIT_STATUS = 'exit status of ';

/** Returns the whole verifier as one case: all there is where only the exit status says anything. */
export function wholeCase(id: string, result: CommandResult, place: RunPlace): TestCase {
  const passed = ended(result) && result.exitCode === 0;
  const text = `${result.stdout}\n${result.stderr}`;
  const frames = passed ? [] : [...javascriptFrames(text, place), ...pythonFrames(text, place)];
  return {
    id,
    file: '',
    outcome: passed ? 'pass' : 'fail',
    message: passed ? '' : cleanMessage(text.slice(-4000)) || `It ended with ${ending(result)}.`,
    frames,
    durationMs: result.durationMs,
  };
}

/** Id of the case that stands for the exit status of a verifier whose tests are seen besides. */
export function exitStatusId(shown: string): string {
  return `${EXIT_STATUS}${shown}`;
}

/** True for the ids that `exitStatusId` makes. */
export function isExitStatusId(id: string): boolean {
  return id.startsWith(EXIT_STATUS);
}

/**
 * Returns the cases with one more for the exit status when the tests do not explain it: a verifier may check more than
 * tests (types, lint, coverage), and what it checks must not be lost.
 */
export function withExitStatus(cases: readonly TestCase[], result: CommandResult, shown: string): TestCase[] {
  const explained = cases.some((testCase) => testCase.outcome === 'fail');
  if (explained || !ended(result) || cases.length === 0) return [...cases];
  const message =
    result.exitCode === 0 ? '' : cleanMessage(`${result.stdout}\n${result.stderr}`.slice(-2000));
  const outcome = result.exitCode === 0 ? 'pass' : 'fail';
  return [...cases, { id: exitStatusId(shown), file: '', outcome, message, frames: [] }];
}
