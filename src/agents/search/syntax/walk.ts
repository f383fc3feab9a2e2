import type { Node } from '@babel/types';

/** A node with the way to it: `ancestors` from the root down to the parent, `field` the parent's field that holds it. */
export interface Visit {
  readonly node: Node;
  readonly field: string;
  readonly ancestors: readonly Node[];
}

const NOT_SYNTAX = new Set(['loc', 'extra', 'errors', 'comments', 'tokens']);

/** Yields every node below `root` that has to do with behaviour, outer before inner; types are left out. */
export function* walk(root: Node): Generator<Visit> {
  yield* below(root, []);
}

function* below(node: Node, ancestors: readonly Node[]): Generator<Visit> {
  const inner = [...ancestors, node];
  for (const [field, child] of childNodes(node)) {
    if (isTypeOnly(child)) continue;
    yield { node: child, field, ancestors: inner };
    yield* below(child, inner);
  }
}

/** Returns the node's direct children with the names of the fields that hold them, in source order of fields. */
export function childNodes(node: Node): [string, Node][] {
  const found: [string, Node][] = [];
  for (const [field, value] of Object.entries(node)) {
    if (NOT_SYNTAX.has(field) || field.endsWith('Comments')) continue;
    for (const item of Array.isArray(value) ? value : [value]) if (isNode(item)) found.push([field, item]);
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value
  );
}

const TYPESCRIPT_WITH_VALUES = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSExportAssignment',
]);

function isTypeOnly(node: Node): boolean {
  return (
    (node.type.startsWith('TS') && !TYPESCRIPT_WITH_VALUES.has(node.type)) ||
    node.type === 'ImportDeclaration'
  );
}
