import { asData } from './as-data.ts';

export interface SelectedText {
  /** Relative to the folder. */
  readonly path: string;
  /** Counted from 1, as editors show them. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly text: string;
}

export interface FailingTest {
  /** From the outermost suite to the test itself. */
  readonly names: readonly string[];
  readonly path: string | undefined;
  readonly line: number | undefined;
}

export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly source: string;
  readonly message: string;
}

/** Returns the prompt of a task about a selection: the person's own words first, the text as data. */
export function selectionPrompt(wish: string, { path, firstLine, lastLine, text }: SelectedText): string {
  const lines = firstLine === lastLine ? `${firstLine}` : `${firstLine}-${lastLine}`;
  return [wish, asData('Where', `${path}:${lines}`), asData('Selected text', text)].join('\n\n');
}

/** Returns the prompt of a task about files and folders. */
export function resourcesPrompt(wish: string, paths: readonly string[]): string {
  return [wish, asData(paths.length === 1 ? 'Where' : 'Where, one a line', paths.join('\n'))].join('\n\n');
}

/** Returns the prompt that has a failing test repaired. */
export function testPrompt({ names, path, line }: FailingTest): string {
  const where = path === undefined ? [] : [asData('Where', line === undefined ? path : `${path}:${line}`)];
  return ['Fix the failing test.', asData('Test', names.join(' › ')), ...where].join('\n\n');
}

/** Returns the prompt that has problems mended. */
export function problemPrompt(problems: readonly Problem[]): string {
  const wish = problems.length === 1 ? 'Fix this problem.' : 'Fix these problems.';
  const lines = problems.map(({ path, line, source, message }) => `${path}:${line} ${source}: ${message}`);
  return [wish, asData(problems.length === 1 ? 'Problem' : 'Problems', lines.join('\n'))].join('\n\n');
}
