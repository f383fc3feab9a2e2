import { MicrofactoryError } from '../../engine/error.ts';

/** One thing wrong in a configuration file; lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where the words end that it is about. */
  readonly endLine: number;
  readonly endColumn: number;
  /** What is wrong and what to write, without the place. */
  readonly message: string;
  readonly code: ProblemCode;
  /** For `missing-template` the absolute path that is not there. */
  readonly subject: string | null;
}

export type ProblemCode = 'syntax' | 'schema' | 'missing-template' | 'unknown-domain' | 'other';

/** A configuration that can't be used, with all that is wrong in the file and where. */
export class ConfigurationError extends MicrofactoryError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]]) {
    super({
      code: 'configuration',
      message: sentenceOf(problems[0]),
      data: { problems: problems.map(sentenceOf) },
    });
    this.problems = problems;
  }
}

/** Returns the problem as `microfactory.yaml:14: …`. */
export function sentenceOf(problem: Problem): string {
  return `${problem.file}:${problem.line}: ${problem.message}`;
}

/** Returns the error for a file with at least one problem: the first as its message, all of them in its data. */
export function configurationError(problems: readonly [Problem, ...Problem[]]): ConfigurationError {
  return new ConfigurationError(problems);
}
