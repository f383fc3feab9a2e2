import { checkConfiguration, type Environment, type Problem } from '../config/index.ts';
import type { ConfigurationProblem } from '../protocol/configuration.ts';

export interface CheckOptions {
  readonly configPath: string;
  readonly text?: string | undefined;
  readonly env: Environment;
}

/** Returns what is wrong in a configuration file, in the shape that editors take. */
export function configurationProblems(options: CheckOptions): ConfigurationProblem[] {
  return checkConfiguration(options).map(asEditorsTakeIt);
}

function asEditorsTakeIt(problem: Problem): ConfigurationProblem {
  const { line, column, endLine, endColumn, message, code, subject } = problem;
  return {
    severity: 'error',
    message,
    range: {
      start_line: line - 1,
      start_column: column - 1,
      end_line: endLine - 1,
      end_column: endColumn - 1,
    },
    code,
    subject,
  };
}
