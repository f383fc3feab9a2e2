import { textOf, type SyntaxNode } from '../../../syntax/syntax-tree.ts';
import { group, piece } from '../form-parts.ts';
import type { LanguageForm } from '../language-form.ts';
import { JAVASCRIPT_NAMES } from './javascript-names.ts';
import { withoutQuoteEscapes } from './quotes.ts';

/** What checkers, linters, formatters, bundlers and coverage tools obey. */
const DIRECTIVE =
  /^\/\/\/|@ts-|eslint|prettier-|biome-|tslint|istanbul|c8 |v8 |webpack|@vite|#__|@__|@jsx|@jest|@vitest|sourceMapping|sourceURL|@flow|@license|@preserve|jshint|global |oxlint|deno-/i;

/** In JavaScript, types stand in comments. */
const TYPES_OR_DIRECTIVE = new RegExp(
  `${DIRECTIVE.source}|@\\w+\\s*\\{|@(?:template|overload|import)\\b`,
  'i',
);

const MEMBERS: ReadonlySet<string> = new Set(['interface_body', 'object_type']);
const IMPORT_LISTS: ReadonlySet<string> = new Set(['named_imports']);

/** Where a whole expression stands, so that brackets around it say nothing. */
const WHOLE_EXPRESSION: ReadonlySet<string> = new Set([
  'arguments',
  'array',
  'arrow_function',
  'pair',
  'return_statement',
  'template_substitution',
  'throw_statement',
]);

export const TYPESCRIPT: LanguageForm = {
  comments: new Set(['comment', 'html_comment']),
  directive: DIRECTIVE,
  verbatim: new Set(['template_string', 'template_literal_type', 'string', 'regex', 'jsx_text']),
  lists: new Set([
    'arguments',
    'array',
    'array_pattern',
    'enum_body',
    'export_clause',
    'formal_parameters',
    'named_imports',
    'object',
    'object_pattern',
    'tuple_type',
    'type_arguments',
    'type_parameters',
  ]),
  mixed: {
    within: new Set(['jsx_element', 'jsx_fragment']),
    texts: new Set(['jsx_text', 'html_character_reference']),
    clean: jsxText,
  },
  shorthands: new Map([
    ['shorthand_property_identifier', 'pair'],
    ['shorthand_property_identifier_pattern', 'pair_pattern'],
  ]),
  isNoise({ type, named }, parent) {
    if (named) return false;
    if (type === ';') return parent.type !== 'for_statement' && parent.type !== 'empty_statement';
    return type === ',' && (MEMBERS.has(parent.type) || IMPORT_LISTS.has(parent.type));
  },
  essence(node, parent) {
    if (node.type === 'parenthesized_expression' && isWholeExpression(node, parent))
      return onlyChild(node) ?? node;
    return node.type === 'formal_parameters' && parent.type === 'arrow_function'
      ? (onlyName(node) ?? node)
      : node;
  },
  literal(node, parent, text) {
    if (node.type === 'number') return numberForm(textOf(node, text));
    return node.type === 'string' ? stringForm(node, parent, text) : undefined;
  },
  movableImport(node, text) {
    const clause = node.children.find(({ type }) => type === 'import_clause');
    if (node.type !== 'import_statement' || clause === undefined) return undefined;
    return boundIn(clause).map((name) => textOf(name, text));
  },
  isUnordered: (child, parent) => IMPORT_LISTS.has(parent.type) && child.type === 'import_specifier',
  names: JAVASCRIPT_NAMES,
};

export const JAVASCRIPT: LanguageForm = { ...TYPESCRIPT, directive: TYPES_OR_DIRECTIVE };

function isWholeExpression({ field }: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'variable_declarator') return field === 'value';
  if (parent.type === 'assignment_expression') return field === 'right';
  return WHOLE_EXPRESSION.has(parent.type);
}

/** What stands between the brackets, when that is one thing and nothing else, not even a comment. */
function onlyChild({ children }: SyntaxNode): SyntaxNode | undefined {
  return children.length === 3 && children[1]?.named === true && children[1].type !== 'comment'
    ? children[1]
    : undefined;
}

/** The name in `(name) =>`, which may stand without brackets. */
function onlyName(parameters: SyntaxNode): SyntaxNode | undefined {
  const only = onlyChild(parameters);
  if (only?.type === 'identifier') return only;
  const [name, ...more] = only?.type === 'required_parameter' ? only.children : [];
  return name?.type === 'identifier' && more.length === 0 ? name : undefined;
}

/** One spelling a value: `0xff`, `255` and `255.0` are one number. */
function numberForm(text: string): string {
  const digits = text.replaceAll('_', '').toLowerCase();
  if (digits.endsWith('n')) return group('number', `${BigInt(digits.slice(0, -1))}n`);
  // `017` is 15 and `018` is 18, where either is allowed.
  const value = /^0\d/.test(digits) ? digits : String(Number(digits));
  return group('number', value);
}

function stringForm(node: SyntaxNode, parent: SyntaxNode | undefined, text: string): string {
  const inside = text.slice(node.start + 1, node.end - 1);
  if (parent?.type === 'jsx_attribute') return group('string', piece(inside));
  const value = withoutQuoteEscapes(inside);
  const isPlainKey = parent?.type === 'pair' && node.field === 'key' && /^[A-Za-z_$][\w$]*$/.test(value);
  return group(isPlainKey ? 'property_identifier' : 'string', piece(value));
}

/** White space at line ends is nothing in JSX, lines are one space apart (as every JSX compiler does it). */
function jsxText(raw: string): string {
  const lines = raw.split('\n');
  const kept = lines.map((line, index) => {
    const start = index === 0 ? line : line.replace(/^[ \t]+/, '');
    return index === lines.length - 1 ? start : start.replace(/[ \t]+$/, '');
  });
  return kept.filter((line) => line !== '').join(' ');
}

function boundIn(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'identifier') return [node];
  if (node.type !== 'import_specifier') return node.children.flatMap(boundIn);
  const bound =
    node.children.find(({ field }) => field === 'alias') ??
    node.children.find(({ field }) => field === 'name');
  return bound === undefined ? [] : [bound];
}
