import { parse, type ParserPlugin } from '@babel/parser';
import { parseJson } from '../../../engine/json.ts';
import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import type { ChangedText } from './changed-text.ts';

/** One grammar that we can check. */
interface Grammar {
  readonly language: string;
  readonly files: RegExp;
  /** Returns what is wrong, or undefined. */
  problem(text: string, path: string): string | undefined;
}

/** Returns a red flag for each file that parsed before (or is new, or is in a language that must parse) and does not now. */
export function syntaxFlags(texts: readonly ChangedText[], mustParse: ReadonlySet<string>): RedFlag[] {
  return texts.flatMap((text) => {
    const grammar = GRAMMARS.find(({ files }) => files.test(text.path));
    if (grammar === undefined || text.deleted) return [];
    const problem = grammar.problem(text.after, text.path);
    if (problem === undefined) return [];
    const parsedBefore = grammar.problem(text.before, text.path) === undefined || text.before === '';
    if (!parsedBefore && !mustParse.has(grammar.language)) return [];
    return [{ rule: 'syntax', reason: `${text.path} would not parse: ${problem}.`, evidence: problem }];
  });
}

const GRAMMARS: readonly Grammar[] = [
  {
    language: 'typescript',
    files: /\.[cm]?tsx?$/,
    problem: (text, path) => babelProblem(text, [typescriptPlugins(path)]),
  },
  {
    language: 'javascript',
    files: /\.[cm]?jsx?$/,
    problem: (text) => babelProblem(text, [['jsx'], ['jsx', 'flow']]),
  },
  {
    language: 'json',
    // Configuration files with comments are JSON in name only: they did not parse before, so nothing is flagged.
    files: /\.json$/,
    problem: (text) => (parseJson(text) === undefined ? 'it is not JSON' : undefined),
  },
];

function typescriptPlugins(path: string): ParserPlugin[] {
  return path.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'];
}

function babelProblem(text: string, dialects: readonly ParserPlugin[][]): string | undefined {
  let first: string | undefined;
  for (const plugins of dialects) {
    const problem = problemIn(text, [...plugins, 'decorators', 'explicitResourceManagement']);
    if (problem === undefined) return undefined;
    first ??= problem;
  }
  return first;
}

function problemIn(text: string, plugins: ParserPlugin[]): string | undefined {
  try {
    parse(text, {
      sourceType: 'unambiguous',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowUndeclaredExports: true,
      plugins,
    });
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? error.message.replace(/\.?\s*\((\d+):(\d+)\)$/, ' at line $1')
      : String(error);
  }
}
