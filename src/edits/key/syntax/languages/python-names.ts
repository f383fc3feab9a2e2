import { textOf, type SyntaxNode } from '../../../syntax/syntax-tree.ts';
import type { Declaring, NameRules } from '../name-rules.ts';
import type { Scope } from '../scope.ts';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'dictionary_comprehension',
  'generator_expression',
  'list_comprehension',
  'set_comprehension',
]);
const CLASS = 'class_definition';

/** What can read all names of where it is called, by their spelling. */
const READERS: ReadonlySet<string> = new Set(['dir', 'eval', 'exec', 'globals', 'locals', 'vars']);

const PARAMETERS: ReadonlySet<string> = new Set([
  'default_parameter',
  'typed_default_parameter',
  'typed_parameter',
]);

const PATTERNS: ReadonlySet<string> = new Set([
  'as_pattern_target',
  'expression_list',
  'list',
  'list_pattern',
  'list_splat_pattern',
  'parenthesized_expression',
  'pattern_list',
  'tuple',
  'tuple_pattern',
]);

/** Nodes that bind what stands on their left. */
const ASSIGNMENTS: ReadonlySet<string> = new Set([
  'assignment',
  'augmented_assignment',
  'for_in_clause',
  'for_statement',
]);

export const PYTHON_NAMES: NameRules = {
  seesAllNames: ({ type, children: [called] }, text) =>
    type === 'call' && called?.type === 'identifier' && READERS.has(textOf(called, text)),
  // `f'{name=}'` prints the name.
  showsItsNames: ({ type, children }) =>
    type === 'interpolation' && children.some((child) => child.type === '='),
  opensScope: ({ type }) => FUNCTIONS.has(type) || COMPREHENSIONS.has(type) || type === CLASS,
  declare(declaring) {
    if (ASSIGNMENTS.has(declaring.node.type)) declareLeft(declaring);
    else DECLARE[declaring.node.type]?.(declaring);
  },
  isName(node, path) {
    if (node.type !== 'identifier') return false;
    const parent = path.at(-1);
    if (parent?.type === 'attribute') return node.field !== 'attribute';
    if (parent?.type === 'keyword_argument') return node.field !== 'name';
    // The parts of a module's name, and what patterns of `match` capture or ask for, keep their spelling.
    return parent?.type !== 'dotted_name' && !path.some(({ type }) => type === 'case_pattern');
  },
  scopeOfChild(child, { node, path, outer, inner }) {
    if (node.type === CLASS || FUNCTIONS.has(node.type))
      return child.field === 'body' || isParameters(child) ? inner : outer;
    const isReadAround = isOfParameter(child, node) || isFirstIterable(child, node, path.at(-1));
    return isReadAround ? (outer.parent ?? outer) : inner;
  },
  resolve(name, scope) {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      // A class's names are not seen from the functions inside of it.
      const declared = at.type === CLASS && at !== scope ? undefined : at.own(name);
      if (declared !== undefined) return declared;
    }
    return undefined;
  },
};

function isParameters({ type }: SyntaxNode): boolean {
  return type === 'parameters' || type === 'lambda_parameters';
}

/** Defaults and types of parameters are read where the function stands. */
function isOfParameter({ field }: SyntaxNode, { type }: SyntaxNode): boolean {
  return PARAMETERS.has(type) && (field === 'value' || field === 'type');
}

/** The first iterable of a comprehension is read around it. */
function isFirstIterable({ field }: SyntaxNode, node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (node.type !== 'for_in_clause' || field !== 'right' || parent === undefined) return false;
  return COMPREHENSIONS.has(parent.type) && parent.children.find(({ type }) => type === node.type) === node;
}

const DECLARE: Readonly<Record<string, (declaring: Declaring) => void>> = {
  function_definition: (declaring) => {
    const isDecorated = declaring.path.at(-1)?.type === 'decorated_definition';
    declareField(declaring, 'name', declaring.outer, isDecorated);
  },
  [CLASS]: (declaring) => declareField(declaring, 'name', declaring.outer, true),
  parameters: declareParameters,
  lambda_parameters: declareParameters,
  named_expression: (declaring) =>
    declareField(declaring, 'name', outOfComprehensions(declaring.outer), false),
  as_pattern_target: ({ node, outer, text }) => declareTargets(node, outer, text),
  delete_statement: ({ node, outer, text }) => {
    for (const child of node.children) declareTargets(child, outer, text);
  },
  global_statement: ({ node, outer, text }) => {
    for (const child of node.children) if (child.named) outer.declare(textOf(child, text), true);
  },
  nonlocal_statement: ({ node, outer, text }) => {
    for (const child of node.children) if (child.named) outer.leaveToOuter(textOf(child, text));
  },
  import_statement: declareImports,
  import_from_statement: declareImports,
  case_pattern: ({ node, outer, text }) => {
    for (const name of textOf(node, text).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []) outer.declare(name, true);
  },
};

/** `x[0] = …` and `x.y = …` bind no name. */
function declareTargets(node: SyntaxNode, scope: Scope, text: string): void {
  if (node.type === 'identifier') scope.declare(textOf(node, text), keptIn(scope));
  else if (PATTERNS.has(node.type)) for (const child of node.children) declareTargets(child, scope, text);
}

/** The names of a class are its attributes. */
function keptIn({ type }: Scope): boolean {
  return type === CLASS;
}

function declareLeft({ node, outer, text }: Declaring): void {
  for (const child of node.children) if (child.field === 'left') declareTargets(child, outer, text);
}

function declareField({ node, text }: Declaring, field: string, scope: Scope, kept: boolean): void {
  for (const child of node.children)
    if (child.field === field) scope.declare(textOf(child, text), kept || keptIn(scope));
}

/** Callers may name a parameter, unless it can only be given by its place. */
function declareParameters({ node, outer, text }: Declaring): void {
  const byPlace = node.children.findIndex(({ type }) => type === 'positional_separator');
  for (const [index, parameter] of node.children.entries()) {
    const { type, children } = parameter;
    const name =
      type === 'identifier'
        ? parameter
        : children.find((child) => child.type === 'identifier' || isSplat(child));
    if (name === undefined) continue;
    const splat = [parameter, name].find(isSplat);
    const bound = splat?.children.find((child) => child.type === 'identifier') ?? name;
    outer.declare(textOf(bound, text), splat === undefined && index >= byPlace);
  }
}

function isSplat({ type }: SyntaxNode): boolean {
  return type === 'list_splat_pattern' || type === 'dictionary_splat_pattern';
}

function declareImports({ node, outer, text }: Declaring): void {
  for (const child of node.children) {
    if (child.field !== 'name') continue;
    const [name = ''] = textOf(child.children.find(({ field }) => field === 'alias') ?? child, text).split(
      '.',
    );
    outer.declare(name, true);
  }
}

function outOfComprehensions(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined && COMPREHENSIONS.has(at.type)) at = at.parent;
  return at;
}
