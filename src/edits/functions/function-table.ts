import { grammarFilesOf, type GrammarName } from '../syntax/languages.ts';
import type { SyntaxNode } from '../syntax/syntax-tree.ts';
import { JAVASCRIPT_FUNCTIONS } from './languages/javascript.ts';
import { PYTHON_FUNCTIONS } from './languages/python.ts';

/** Where a language has its functions, and which small faults can be planted in one. A language is one such table. */
export interface FunctionTable {
  /** Returns the bodies of all functions that stand at the top of a file under this name. */
  bodies(root: SyntaxNode, name: string, text: string): readonly SyntaxNode[];
  /** What stands for a body that was taken out. */
  readonly emptyBody: string;
  /** Operators, with what is written in their place. */
  readonly operators: ReadonlyMap<string, readonly string[]>;
  /** Values that a word says, with the other one. */
  readonly opposites: ReadonlyMap<string, string>;
  readonly numbers: ReadonlySet<string>;
  /** Nodes whose `condition` can be negated. */
  readonly conditional: ReadonlySet<string>;
  negated(condition: string): string;
  /** Nodes of which the `argument` alone remains: `!a` becomes `a`. */
  readonly signs: ReadonlySet<string>;
  /** What a `return_statement` returns in place of its value. */
  readonly nothing: string;
  /** What an `expression_statement` becomes that is left out. */
  readonly emptyStatement: string;
  /** Statements that do nothing are no fault when they are left out. */
  readonly doing: ReadonlySet<string>;
  /** Nodes in which nothing is ever run. */
  readonly silent: ReadonlySet<string>;
}

const TABLES: Readonly<Partial<Record<GrammarName, FunctionTable>>> = {
  javascript: JAVASCRIPT_FUNCTIONS,
  typescript: JAVASCRIPT_FUNCTIONS,
  tsx: JAVASCRIPT_FUNCTIONS,
  python: PYTHON_FUNCTIONS,
};

/** Returns the table of a file's language, if there is one. */
export function functionTableOf(path: string): FunctionTable | undefined {
  const grammar = grammarFilesOf(path)?.grammar;
  return grammar === undefined ? undefined : TABLES[grammar];
}
