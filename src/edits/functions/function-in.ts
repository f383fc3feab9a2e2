import type { Grammars } from '../syntax/grammars.ts';
import type { SyntaxNode } from '../syntax/syntax-tree.ts';
import { functionTableOf, type FunctionTable } from './function-table.ts';

/** A file as text, and the name of a function that stands at its top. */
export interface NamedFunction {
  readonly path: string;
  readonly text: string;
  readonly name: string;
  /** Prepared for the file. */
  readonly grammars: Pick<Grammars, 'parse'>;
}

export interface FoundFunction {
  readonly table: FunctionTable;
  readonly body: SyntaxNode;
}

/**
 * Returns where the function is; undefined for a language without a table, for a file that does not follow its grammar,
 * and unless exactly one function of this name stands at the top of the file.
 */
export function functionIn({ path, text, name, grammars }: NamedFunction): FoundFunction | undefined {
  const table = functionTableOf(path);
  const tree = table === undefined ? undefined : grammars.parse(path, text);
  if (table === undefined || tree === undefined || tree.fault !== undefined) return undefined;
  const [body, ...more] = table.bodies(tree.root, name, text);
  return body === undefined || more.length > 0 ? undefined : { table, body };
}
