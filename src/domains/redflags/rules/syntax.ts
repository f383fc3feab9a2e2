import { parse, type ParserPlugin } from '@babel/parser';
import { grammarFilesOf, type Grammars, type SyntaxFault } from '../../../edits/index.ts';
import { parseJson } from '../../../engine/json.ts';
import type { ChangedText } from '../../code/answer/changed-text.ts';
import type { ChangeRule, RuleSettings } from '../red-flag-rule.ts';

/** One way to tell whether a file parses. */
interface Checker {
  readonly language: string;
  /** Its word counts for new files too; a grammar of convenience may not know all of its language. */
  readonly exact: boolean;
  /** Returns what is wrong, or undefined. */
  problem(text: string, path: string): string | undefined;
}

/** A file that parsed before (or is in a language that must parse) and does not now. */
export const syntax: ChangeRule = {
  flags({ texts, grammars }, settings) {
    const mustParse = languagesThatMustParse(settings);
    return texts.flatMap((text) => {
      const checker = checkerFor(text.path, grammars);
      if (checker === undefined || text.deleted) return [];
      const problem = checker.problem(text.after, text.path);
      if (problem === undefined || !(mustParse.has(checker.language) || parsedBefore(text, checker)))
        return [];
      return [{ rule: 'syntax', reason: `${text.path} would not parse: ${problem}.`, evidence: problem }];
    });
  },
};

/** The languages whose files must parse after any change. */
function languagesThatMustParse(settings: readonly RuleSettings[]): ReadonlySet<string> {
  const named = settings.map(({ language }) => language).filter((language) => typeof language === 'string');
  return new Set(named.map((language) => language.toLowerCase()));
}

function parsedBefore({ path, before }: ChangedText, checker: Checker): boolean {
  return before === '' ? checker.exact : checker.problem(before, path) === undefined;
}

function checkerFor(path: string, grammars: Pick<Grammars, 'parse'>): Checker | undefined {
  const own = EXACT.find(({ files }) => files.test(path));
  const shipped = grammarFilesOf(path);
  if (own !== undefined || shipped === undefined) return own;
  const problem = (text: string): string | undefined => faultIn(grammars.parse(path, text)?.fault);
  return { language: shipped.language, exact: false, problem };
}

function faultIn(fault: SyntaxFault | undefined): string | undefined {
  return fault && `${fault.what} at line ${fault.line}`;
}

const EXACT: readonly (Checker & { readonly files: RegExp })[] = [
  {
    language: 'typescript',
    exact: true,
    files: /\.[cm]?tsx?$/,
    problem: (text, path) => babelProblem(text, [typescriptPlugins(path)]),
  },
  {
    language: 'javascript',
    exact: true,
    files: /\.[cm]?jsx?$/,
    problem: (text) => babelProblem(text, [['jsx'], ['jsx', 'flow']]),
  },
  {
    language: 'json',
    exact: true,
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
