import { textOf, type SyntaxNode } from '../../syntax/syntax-tree.ts';
import type { FunctionTable } from '../function-table.ts';
import { SHARED_OPERATORS } from './shared-operators.ts';

const FUNCTIONS: ReadonlySet<string> = new Set([
  'arrow_function',
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
]);

export const JAVASCRIPT_FUNCTIONS: FunctionTable = {
  bodies: (root, name, text) =>
    root.children
      .flatMap((statement) => [...namedIn(statement, text)])
      .flatMap(([own, node]) => {
        const body = own === name && FUNCTIONS.has(node.type) ? fieldOf(node, 'body') : undefined;
        return body === undefined ? [] : [body];
      }),
  emptyBody: '{}',
  operators: new Map([
    ...SHARED_OPERATORS,
    ['===', ['!==']],
    ['!==', ['===']],
    ['&&', ['||']],
    ['||', ['&&']],
    ['??', ['&&']],
    ['^', ['&']],
  ]),
  opposites: new Map([
    ['true', 'false'],
    ['false', 'true'],
  ]),
  numbers: new Set(['number']),
  conditional: new Set(['if_statement', 'ternary_expression']),
  negated: (condition) => `(!(${condition}))`,
  signs: new Set(['unary_expression']),
  nothing: 'undefined',
  emptyStatement: ';',
  doing: new Set(['assignment_expression', 'augmented_assignment_expression', 'call_expression']),
  silent: new Set(['comment', 'type_annotation', 'type_arguments', 'type_parameters', 'literal_type']),
};

/** What a statement at the top of a file gives a name to. */
function* namedIn(statement: SyntaxNode, text: string): Generator<readonly [string, SyntaxNode]> {
  const declared = statement.type === 'export_statement' ? fieldOf(statement, 'declaration') : statement;
  if (declared === undefined) return;
  if (declared.type === 'expression_statement') yield* assigned(declared, text);
  for (const node of [declared, ...declared.children]) {
    const name = fieldOf(node, 'name');
    if (name === undefined) continue;
    yield [textOf(name, text), fieldOf(node, 'value') ?? node];
  }
}

/** `exports.name = function …`, and whatever else it is assigned to. */
function* assigned({ children }: SyntaxNode, text: string): Generator<readonly [string, SyntaxNode]> {
  const [assignment] = children;
  const left = assignment?.type === 'assignment_expression' ? fieldOf(assignment, 'left') : undefined;
  const property = left === undefined ? undefined : fieldOf(left, 'property');
  const right = assignment === undefined ? undefined : fieldOf(assignment, 'right');
  if (property !== undefined && right !== undefined) yield [textOf(property, text), right];
}

function fieldOf({ children }: SyntaxNode, field: string): SyntaxNode | undefined {
  return children.find((child) => child.field === field);
}
