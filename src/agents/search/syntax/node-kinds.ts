import type {
  Function as FunctionNode,
  MemberExpression,
  Node,
  OptionalMemberExpression,
} from '@babel/types';

export function isFunction(node: Node | undefined): node is FunctionNode {
  return (
    node !== undefined &&
    /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/.test(
      node.type,
    )
  );
}

export function isMember(node: Node | undefined): node is MemberExpression | OptionalMemberExpression {
  return node?.type === 'MemberExpression' || node?.type === 'OptionalMemberExpression';
}

/** Returns the name behind a `.`: `length` of `a.length`, `#rest` of `this.#rest`; undefined for computed access. */
export function propertyName(node: MemberExpression | OptionalMemberExpression): string | undefined {
  if (node.computed) return undefined;
  if (node.property.type === 'Identifier') return node.property.name;
  return node.property.type === 'PrivateName' ? `#${node.property.id.name}` : undefined;
}

/** Returns the called function's last name: `f` of `f()`, `sort` of `a.b.sort()`. */
export function calleeName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return isMember(node) ? propertyName(node) : undefined;
}

/** Returns the innermost function around, or undefined at the top of a module. */
export function enclosingFunction(ancestors: readonly Node[]): FunctionNode | undefined {
  return ancestors.findLast(isFunction) as FunctionNode | undefined;
}

const ATOMS =
  /^(Identifier|ThisExpression|MemberExpression|OptionalMemberExpression|CallExpression|OptionalCallExpression|NumericLiteral|StringLiteral|BooleanLiteral|NullLiteral|ArrayExpression|TemplateLiteral|ParenthesizedExpression|NewExpression|RegExpLiteral)$/;

/** True for expressions that can stand beside any operator without parentheses. */
export function bindsTightly(node: Node): boolean {
  return ATOMS.test(node.type);
}

export function isExpression(node: Node): boolean {
  return /(Expression|Literal)$/.test(node.type) || node.type === 'Identifier' || node.type === 'Super';
}
