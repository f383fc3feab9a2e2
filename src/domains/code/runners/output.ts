import { stripVTControlCharacters } from 'node:util';
import type { CommandResult } from '../../../engine/ports/command.ts';
import type { RunPlace, TestCase, TestReport } from './test-runner.ts';

const MAX_OUTPUT = 20_000;
const MAX_MESSAGE = 2_000;

/** Returns the middle-cut text: at most `limit` characters, head and tail kept. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor((limit - 30) / 2);
  return `${text.slice(0, half)}\n… ${text.length - 2 * half} characters cut …\n${text.slice(-half)}`;
}

/** Returns a failure message without terminal colours and stack lines, capped. */
export function cleanMessage(text: string): string {
  const plain = stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n');
  return cut(plain.trim(), MAX_MESSAGE);
}

/** Returns what a run printed, for people. */
export function outputOf(result: CommandResult): string {
  const text = [result.startFailure, result.stdout, result.stderr].filter(Boolean).join('\n');
  return cut(stripVTControlCharacters(text), MAX_OUTPUT);
}

/** True when the process came to its own end. */
export function ended(result: CommandResult): boolean {
  return (
    !result.timedOut && !result.cancelled && result.startFailure === undefined && result.exitCode !== null
  );
}

/** Returns how a run ended, in words: `exit status 1`, `signal SIGKILL`, `a timeout`. */
export function ending(result: CommandResult): string {
  if (result.startFailure !== undefined) return `no start (${result.startFailure})`;
  if (result.timedOut) return 'a timeout';
  if (result.signal !== null) return `signal ${result.signal}`;
  return `exit status ${result.exitCode ?? 'unknown'}`;
}

/** Returns the report of a run; a run that did not come to its own end is never complete. */
export function reportOf(
  result: CommandResult,
  read: { readonly cases: readonly TestCase[]; readonly complete: boolean },
): TestReport {
  return {
    cases: read.cases,
    complete: read.complete && ended(result),
    succeeded: ended(result) && result.exitCode === 0,
    output: outputOf(result),
    ending: ending(result),
    timedOut: result.timedOut,
    flooded: result.truncated,
    durationMs: result.durationMs,
  };
}

/** Returns the absolute path of a file in the run's reports folder. */
export function reportPath(place: RunPlace, name: string): string {
  return `${place.reports.replaceAll('\\', '/')}/${name}`;
}
