import { textOf, type SyntaxNode } from '../../../syntax/syntax-tree.ts';
import { group, piece } from '../form-parts.ts';
import type { LanguageForm } from '../language-form.ts';
import { PYTHON_NAMES } from './python-names.ts';
import { withoutQuoteEscapes } from './quotes.ts';

/** What checkers, linters, formatters and coverage tools obey. */
const DIRECTIVE =
  /^#!|coding[:=]|^#\s*type:|noqa|pragma|pylint|mypy|pyright|pyre|fmt:|isort|ruff|flake8|nosec|yapf|pytype|cython|distutils|doctest/i;

const WHOLE_EXPRESSION: ReadonlySet<string> = new Set([
  'argument_list',
  'keyword_argument',
  'return_statement',
]);
const CONDITIONS: ReadonlySet<string> = new Set(['elif_clause', 'if_statement', 'while_statement']);

export const PYTHON: LanguageForm = {
  comments: new Set(['comment', 'line_continuation']),
  directive: DIRECTIVE,
  verbatim: new Set(['string', 'string_content', 'format_specifier']),
  lists: new Set(['argument_list', 'dictionary', 'list', 'parameters', 'set', 'tuple']),
  mixed: { within: new Set(), texts: new Set(), clean: (text) => text },
  shorthands: new Map(),
  isNoise({ type, named }, parent) {
    if (named) return false;
    if (type === ';') return parent.type === 'block' || parent.type === 'module';
    return parent.type === 'import_from_statement' && /^[(),]$/.test(type);
  },
  essence(node, parent) {
    if (node.type !== 'parenthesized_expression' || !isWholeExpression(node, parent)) return node;
    const [, only] = node.children;
    return node.children.length === 3 && only?.named === true && only.type !== 'comment' ? only : node;
  },
  literal(node, parent, text) {
    switch (node.type) {
      case 'integer':
      case 'float':
        return group(node.type, numberForm(textOf(node, text), node.type));
      case 'string_start':
        return group(node.type, piece(startForm(textOf(node, text))));
      case 'string_end':
        return '';
      case 'string_content':
        return group(node.type, piece(contentForm(node, parent, text)));
      default:
        return undefined;
    }
  },
  movableImport(node, text) {
    if (node.type === 'import_statement') return boundIn(node, text);
    if (node.type !== 'import_from_statement') return undefined;
    return node.children.some(({ type }) => type === 'wildcard_import') ? undefined : boundIn(node, text);
  },
  isUnordered: (child, parent) => parent.type === 'import_from_statement' && child.field === 'name',
  names: PYTHON_NAMES,
};

function isWholeExpression({ field }: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.type === 'assignment' || parent.type === 'augmented_assignment') return field === 'right';
  if (CONDITIONS.has(parent.type)) return field === 'condition';
  return WHOLE_EXPRESSION.has(parent.type) && field !== 'name';
}

/** One spelling a value; `1` and `1.0` are two values. */
function numberForm(text: string, type: string): string {
  const digits = text.replaceAll('_', '').toLowerCase();
  if (digits.endsWith('j')) return digits;
  if (type === 'float') return String(Number(digits));
  return /^(?:0[box][\da-f]+|\d+)$/.test(digits) ? String(BigInt(digits)) : digits;
}

/** The prefix in one order and case, and one kind of quote. */
function startForm(start: string): string {
  const prefix = [
    ...start
      .replace(/['"]+$/, '')
      .toLowerCase()
      .replace('u', ''),
  ]
    .sort()
    .join('');
  const isLong = start.endsWith("'''") || start.endsWith('"""');
  return `${prefix}${isLong ? '"""' : '"'}`;
}

/** In a raw string a backslash stays, even before a quote. */
function contentForm(node: SyntaxNode, string: SyntaxNode | undefined, text: string): string {
  const start = string?.children[0];
  const isRaw = start !== undefined && /r/i.test(textOf(start, text));
  return isRaw ? textOf(node, text) : withoutQuoteEscapes(textOf(node, text));
}

function boundIn(node: SyntaxNode, text: string): string[] {
  const names = node.children.filter(({ field }) => field === 'name');
  return names.map((name) => textOf(name.children.find(({ field }) => field === 'alias') ?? name, text));
}
