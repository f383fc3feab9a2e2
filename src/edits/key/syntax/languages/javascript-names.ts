import { textOf, type SyntaxNode } from '../../../syntax/syntax-tree.ts';
import type { Declaring, NameRules } from '../name-rules.ts';
import type { Declared, Scope } from '../scope.ts';

/** Functions that have a body; signatures and function types declare nothing. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'arrow_function',
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'method_definition',
]);

const BLOCKS: ReadonlySet<string> = new Set([
  'catch_clause',
  'class',
  'class_static_block',
  'for_in_statement',
  'for_statement',
  'statement_block',
  'switch_body',
]);

const NAMES: ReadonlySet<string> = new Set([
  'identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
]);

const JSX_TAGS: ReadonlySet<string> = new Set([
  'jsx_closing_element',
  'jsx_opening_element',
  'jsx_self_closing_element',
]);

const KEPT_DECLARATIONS: ReadonlySet<string> = new Set([
  'abstract_class_declaration',
  'class_declaration',
  'enum_declaration',
  'internal_module',
]);

export const JAVASCRIPT_NAMES: NameRules = {
  seesAllNames: ({ type, children }, text) =>
    type === 'with_statement' || (type === 'call_expression' && startsWith(children[0], 'eval', text)),
  showsItsNames: () => false,
  opensScope: ({ type }) => FUNCTIONS.has(type) || BLOCKS.has(type),
  declare(declaring) {
    DECLARE[declaring.node.type]?.(declaring);
    if (KEPT_DECLARATIONS.has(declaring.node.type)) declareName(declaring, declaring.outer, true);
  },
  // `<name>` with a small letter is an element of the page, not a variable.
  isName: (node, path, text) =>
    NAMES.has(node.type) && !(JSX_TAGS.has(path.at(-1)?.type ?? '') && /^[a-z]/.test(textOf(node, text))),
  scopeOfChild: (child, { node, outer, inner }) =>
    child.field === 'name' && FUNCTIONS.has(node.type) && isNamedOutside(node) ? outer : inner,
  resolve(name, scope) {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      const declared: Declared | undefined = at.own(name);
      if (declared !== undefined) return declared;
    }
    return undefined;
  },
};

const declareFunction = (declaring: Declaring): void => {
  const { node, path, outer, inner } = declaring;
  // In a block, whether the function can be seen outside of it depends on the mode: its name is kept.
  const isInBody = path.at(-1)?.type === 'statement_block' && FUNCTIONS.has(path.at(-2)?.type ?? '');
  if (isNamedOutside(node)) declareName(declaring, outer, !isInBody);
  else declareName(declaring, inner, false);
  declareParameters(declaring);
};

const DECLARE: Readonly<Record<string, (declaring: Declaring) => void>> = {
  function_declaration: declareFunction,
  generator_function_declaration: declareFunction,
  function_expression: declareFunction,
  generator_function: declareFunction,
  arrow_function: declareParameters,
  method_definition: declareParameters,
  class: (declaring) => declareName(declaring, declaring.inner, true),
  catch_clause: (declaring) => {
    for (const child of declaring.node.children)
      if (child.field === 'parameter') declareTargets(child, declaring.inner, declaring.text);
  },
  variable_declarator: ({ node, path, outer, text }) => {
    const [target] = node.children;
    const statement = path.at(-1);
    const isVar = statement?.type === 'variable_declaration';
    // What a namespace exports is seen from outside.
    const kept = path.at(-2)?.type === 'export_statement';
    if (target !== undefined) declareTargets(target, isVar ? varScope(outer) : outer, text, kept, isVar);
  },
  for_in_statement: ({ node, inner, outer, text }) => {
    const kind = node.children.find(({ field }) => field === 'kind');
    const target = node.children.find(({ field }) => field === 'left');
    if (kind === undefined || target === undefined) return;
    const isVar = kind.type === 'var';
    declareTargets(target, isVar ? varScope(outer) : inner, text, false, isVar);
  },
};

function declareParameters({ node, inner, text }: Declaring): void {
  for (const child of node.children) {
    if (child.field === 'parameter') declareTargets(child, inner, text);
    if (child.type === 'formal_parameters')
      for (const parameter of child.children) declareTargets(parameter, inner, text, isProperty(parameter));
  }
}

/** `constructor(private name)` makes a property of that name. */
function isProperty({ children }: SyntaxNode): boolean {
  return children.some(
    ({ type }) => type === 'accessibility_modifier' || type === 'readonly' || type === 'override_modifier',
  );
}

function declareTargets(node: SyntaxNode, scope: Scope, text: string, kept = false, isVar = false): void {
  if (node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern') {
    const name = textOf(node, text);
    // `var` of a parameter's name is that parameter.
    const isParameter = isVar && scope.parent?.own(name) !== undefined && FUNCTIONS.has(scope.parent.type);
    if (!isParameter) scope.declare(name, kept);
    return;
  }
  for (const child of targetsIn(node)) declareTargets(child, scope, text, kept, isVar);
}

/** The parts of a pattern or parameter that are names or patterns themselves. */
function targetsIn({ type, children }: SyntaxNode): readonly SyntaxNode[] {
  if (type === 'pair_pattern') return children.filter(({ field }) => field === 'value');
  if (type === 'assignment_pattern' || type === 'object_assignment_pattern') return children.slice(0, 1);
  if (type === 'required_parameter' || type === 'optional_parameter')
    return children.filter(({ field }) => field === 'pattern');
  return type === 'object_pattern' || type === 'array_pattern' || type === 'rest_pattern' ? children : [];
}

/** `var` belongs to the whole body of its function, or to the file. */
function varScope(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined && !FUNCTIONS.has(at.parent.type) && at.type !== 'class_static_block')
    at = at.parent;
  return at;
}

function declareName({ node, text }: Declaring, scope: Scope, kept: boolean): void {
  const name = node.children.find(({ field }) => field === 'name');
  if (name !== undefined) scope.declare(textOf(name, text), kept);
}

function isNamedOutside({ type }: SyntaxNode): boolean {
  return (
    type === 'function_declaration' ||
    type === 'generator_function_declaration' ||
    type === 'method_definition'
  );
}

function startsWith(node: SyntaxNode | undefined, name: string, text: string): boolean {
  return node?.type === 'identifier' && textOf(node, text) === name;
}
