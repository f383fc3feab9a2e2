import { textOf, type SyntaxNode } from '../../syntax/syntax-tree.ts';
import type { FunctionTable } from '../function-table.ts';
import { SHARED_OPERATORS } from './shared-operators.ts';

export const PYTHON_FUNCTIONS: FunctionTable = {
  bodies: (root, name, text) =>
    root.children.flatMap((statement) => {
      const node = definitionIn(statement);
      const own = node?.children.find(({ field }) => field === 'name');
      const body = node?.children.find(({ field }) => field === 'body');
      return own !== undefined && body !== undefined && textOf(own, text) === name ? [body] : [];
    }),
  emptyBody: 'pass',
  operators: new Map([
    ...SHARED_OPERATORS,
    ['//', ['*']],
    ['is', ['is not']],
    ['is not', ['is']],
    ['in', ['not in']],
    ['not in', ['in']],
    ['and', ['or']],
    ['or', ['and']],
  ]),
  opposites: new Map([
    ['True', 'False'],
    ['False', 'True'],
  ]),
  numbers: new Set(['integer', 'float']),
  conditional: new Set(['if_statement', 'elif_clause']),
  negated: (condition) => `not (${condition})`,
  signs: new Set(['not_operator', 'unary_operator']),
  nothing: 'None',
  emptyStatement: 'pass',
  doing: new Set(['assignment', 'augmented_assignment', 'call']),
  silent: new Set(['comment', 'type']),
};

function definitionIn(statement: SyntaxNode): SyntaxNode | undefined {
  if (statement.type === 'function_definition') return statement;
  if (statement.type !== 'decorated_definition') return undefined;
  return statement.children.find(({ type }) => type === 'function_definition');
}
