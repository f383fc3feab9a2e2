import { MicrofactoryError } from '../../engine/error.ts';

/** One thing wrong in a configuration file; lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong and what to write, without the place. */
  readonly message: string;
}

/** Returns the problem as `microfactory.yaml:14: …`. */
export function sentenceOf(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.message}`;
}

/** Returns the error for a file with at least one problem: the first as its message, all of them in its data. */
export function configurationError(problems: readonly [Problem, ...Problem[]]): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: sentenceOf(problems[0]),
    data: { problems: problems.map(sentenceOf) },
  });
}
