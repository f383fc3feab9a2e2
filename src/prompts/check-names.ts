import type Handlebars from 'handlebars';
import type { Shape } from './prompt-variables.ts';

type Ast = ReturnType<typeof Handlebars.parse>;
type Node = Ast['body'][number];
type Expression = hbs.AST.Expression;

/** Handlebars' own helpers that templates may use. */
const BLOCKS = new Set(['if', 'unless', 'each', 'with']);
const DATA = new Set(['index', 'first', 'last', 'key', 'root']);

/** Throws an Error that says in one sentence which name the template uses that is not there, and which there are. */
export function checkNames(ast: Ast, shape: Shape): void {
  checkProgram(ast.body, [shape]);
}

/** `scopes` holds the shapes from the root to where we are. */
function checkProgram(nodes: readonly Node[], scopes: readonly Shape[]): void {
  for (const node of nodes) checkNode(node, scopes);
}

function checkNode(node: Node, scopes: readonly Shape[]): void {
  switch (node.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'MustacheStatement':
      return checkMustache(node as hbs.AST.MustacheStatement, scopes);
    case 'BlockStatement':
      return checkBlock(node as hbs.AST.BlockStatement, scopes);
    default:
      throw refused(
        node,
        `uses ${node.type.replace('Statement', '').toLowerCase()}s, which templates can't have here`,
      );
  }
}

function checkMustache(node: hbs.AST.MustacheStatement, scopes: readonly Shape[]): void {
  if (node.params.length > 0)
    throw refused(node, `calls the helper ${nameOf(node.path)}, which does not exist`);
  const shape = resolve(node.path, scopes);
  if (shape !== 'text')
    throw refused(node, `prints ${nameOf(node.path)}, which is not text: use {{#each}} or a name in it`);
}

function checkBlock(node: hbs.AST.BlockStatement, scopes: readonly Shape[]): void {
  const name = node.path.original;
  const argument = node.params[0];
  if (!BLOCKS.has(name) || argument === undefined || node.params.length > 1) {
    throw refused(
      node,
      `uses {{#${name}}}; there are only {{#if}}, {{#unless}}, {{#each}} and {{#with}}, each with one name`,
    );
  }
  const inner = innerScopes({ node, name, shape: resolve(argument, scopes), scopes });
  checkProgram(node.program.body, inner);
  if (node.inverse) checkProgram(node.inverse.body, scopes);
}

interface Entered {
  readonly node: hbs.AST.BlockStatement;
  readonly name: string;
  readonly shape: Shape;
  readonly scopes: readonly Shape[];
}

function innerScopes({ node, name, shape, scopes }: Entered): readonly Shape[] {
  if (name === 'if' || name === 'unless') return scopes;
  if (node.program.blockParams?.length)
    throw refused(node, 'names its items with "as": use {{this}} instead');
  if (name === 'with') return [...scopes, shape];
  if (typeof shape === 'object' && 'list' in shape) return [...scopes, shape.list];
  throw refused(node, `repeats over ${nameOf(node.params[0] as Expression)}, which is not a list`);
}

function resolve(expression: Expression, scopes: readonly Shape[]): Shape {
  if (expression.type !== 'PathExpression') throw refused(expression, 'uses something that is not a name');
  const path = expression as hbs.AST.PathExpression;
  if (path.data) return dataShape(path, scopes);
  const from = scopes[scopes.length - 1 - path.depth];
  if (from === undefined) throw refused(path, `goes up too far with ${path.original}`);
  return within({ path, from, parts: path.parts.map(String) });
}

function dataShape(path: hbs.AST.PathExpression, scopes: readonly Shape[]): Shape {
  const [name = '', ...parts] = path.parts.map(String);
  if (!DATA.has(name)) throw refused(path, `uses ${path.original}, which does not exist`);
  return name === 'root' ? within({ path, from: scopes[0] ?? 'text', parts }) : 'text';
}

interface Lookup {
  readonly path: hbs.AST.PathExpression;
  readonly from: Shape;
  readonly parts: readonly string[];
}

function within({ path, from, parts }: Lookup): Shape {
  let shape = from;
  for (const part of parts) {
    const names = typeof shape === 'object' && 'names' in shape ? shape.names : {};
    const next = Object.hasOwn(names, part) ? names[part] : undefined;
    if (next === undefined)
      throw refused(path, `uses the unknown name ${path.original}; here there are: ${listed(names)}`);
    shape = next;
  }
  return shape;
}

function listed(names: Readonly<Record<string, Shape>>): string {
  return Object.keys(names).join(', ') || '{{this}} only';
}

function nameOf(expression: Expression): string {
  return 'original' in expression ? String(expression.original) : expression.type;
}

function refused(node: { readonly loc: { readonly start: { readonly line: number } } }, what: string): Error {
  return new Error(`line ${node.loc.start.line} ${what}`);
}
