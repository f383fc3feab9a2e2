import type { Node } from '@babel/types';
import { replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';

/** "Change numeric literal": what the tests expected, off by one, then other numbers of the file. */
export const numbers = operator('wrong number', 0.6, ['NumericLiteral'], function* (site): Generator<Edit> {
  const minus = site.parent.type === 'UnaryExpression' && site.parent.operator === '-';
  const target: Node = minus ? site.parent : site.node;
  const value = minus ? -site.node.value : site.node.value;
  const offered = new Set([String(value), textOf(site, target)]);
  for (const [text, weight] of numberChoices(site, value)) {
    if (offered.has(text)) continue;
    offered.add(text);
    const safe = text.startsWith('-') && site.parent.type === 'BinaryExpression' ? `(${text})` : text;
    yield replaceNode(target, safe, weight);
  }
});

function* numberChoices(site: Site, value: number): Generator<[string, number]> {
  for (const { expected, actual } of site.hints.pairs)
    if (Number(actual) === value && isNumber(expected)) yield [expected, 1.6];
  if (Number.isInteger(value)) {
    if (value === 0)
      yield* [
        ['1', 1],
        ['-1', 0.5],
      ] as [string, number][];
    else if (value === 1)
      yield* [
        ['0', 1],
        ['2', 0.6],
        ['-1', 0.35],
      ] as [string, number][];
    else if (value === -1)
      yield* [
        ['0', 0.8],
        ['1', 0.8],
        ['-2', 0.5],
      ] as [string, number][];
    else
      yield* [
        [String(value + 1), 0.8],
        [String(value - 1), 0.8],
        [String(-value), 0.2],
      ] as [string, number][];
    if (Math.abs(value) > 1)
      yield* [
        [String(value + 2), 0.3],
        [String(value - 2), 0.25],
      ] as [string, number][];
  }
  if (value !== 0) {
    yield [tidy(value * 10), value >= 10 ? 0.5 : 0.3];
    yield [tidy(value / 10), 0.3];
    if (Number.isInteger(value))
      yield* [
        [String(value * 2), 0.2],
        [tidy(value / 2), 0.2],
      ] as [string, number][];
    if (Math.abs(value) >= 10)
      yield* [
        [tidy(value * 100), 0.1],
        [tidy(value / 100), 0.15],
      ] as [string, number][];
  }
  for (const text of [...site.vocabulary.numbers.keys()].slice(0, 12)) yield [text, 0.2];
  for (const text of COMMON) yield [text, 0.08];
}

// Numbers that programs are full of: digits, months, hours, percent, bases.
const COMMON = [
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '10',
  '12',
  '16',
  '24',
  '60',
  '100',
  '1000',
  '0.5',
  '400',
  '3600',
];

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function tidy(value: number): string {
  return String(Number(value.toPrecision(12)));
}

export const booleans = operator('wrong boolean', 0.75, ['BooleanLiteral'], (site) => [
  replaceNode(site.node, String(!site.node.value)),
]);

/** null, undefined and empty values are taken for one another. */
export const emptiness = operator(
  'wrong empty value',
  0.4,
  ['NullLiteral', 'Identifier', 'ArrayExpression', 'StringLiteral', 'ObjectExpression'],
  function* (site) {
    const choices = EMPTY[textOf(site, site.node)];
    if (choices === undefined || isKey(site)) return;
    let weight = 1;
    for (const text of choices) {
      yield replaceNode(site.node, text, weight);
      weight *= 0.6;
    }
  },
);

const EMPTY: Readonly<Record<string, readonly string[]>> = {
  null: ['undefined', "''", '0', '[]'],
  undefined: ['null', "''", '0'],
  "''": ['null', 'undefined', "' '"],
  '""': ['null', 'undefined', '" "'],
  '[]': ['null', '{}'],
  '{}': ['[]', 'null', 'Object.create(null)'],
  Infinity: ['-Infinity', '0'],
};

/** Text that comes out wrong is often a literal of the program with one stretch changed. */
export const strings = operator('wrong text', 0.5, ['StringLiteral'], function* (site) {
  if (isKey(site)) return;
  const raw = textOf(site, site.node);
  const quote = raw.charAt(0);
  const offered = new Set([raw]);
  for (const [value, weight] of stringChoices(site, site.node.value)) {
    const text = quote + escaped(value, quote) + quote;
    if (offered.has(text)) continue;
    offered.add(text);
    yield replaceNode(site.node, text, weight);
  }
});

function* stringChoices(site: Site, value: string): Generator<[string, number]> {
  for (const { expected, actual } of site.hints.pairs) {
    if (actual === value && expected.length < 80) yield [expected, 1.8];
    const aligned = alignedLiteral(value, expected, actual);
    if (aligned !== undefined) yield [aligned, 1.4];
  }
  if (
    TYPEOF.includes(value) &&
    /^[=!]==?$/.test('operator' in site.parent ? String(site.parent.operator) : '')
  )
    yield* TYPEOF.map((type): [string, number] => [type, 0.5]);
  if (value !== '' && value.trim() === '') yield ['', 0.4];
  if (value === '') yield [' ', 0.4];
  if (/^\W{1,3}$/.test(value))
    yield* [
      [`${value} `, 0.3],
      [value.trim(), 0.5],
    ] as [string, number][];
  yield* nearStrings(site, value);
}

const TYPEOF = ['string', 'number', 'object', 'function', 'boolean', 'undefined', 'bigint', 'symbol'];

function* nearStrings(site: Site, value: string): Generator<[string, number]> {
  const others = [...site.vocabulary.strings.keys()]
    .map((raw) => raw.slice(1, -1))
    .filter((other) => other !== value);
  const alike = others.filter(
    (other) => /^\w*$/.test(other) === /^\w*$/.test(value) && Math.abs(other.length - value.length) < 12,
  );
  const mentioned = alike.filter((other) => site.hints.words.has(other));
  for (const other of mentioned.slice(0, 4)) yield [other, 0.7];
  for (const other of alike.slice(0, 8)) yield [other, 0.35];
}

/**
 * Returns the literal changed the way that expected and actual text differ: `,` with expected `a, b` and actual `a,b`
 * becomes `, `. Undefined when the literal has no part in the difference.
 */
export function alignedLiteral(value: string, expected: string, actual: string): string | undefined {
  if (expected === actual || expected.length > 2000 || actual.length > 2000) return undefined;
  let head = 0;
  while (head < actual.length && head < expected.length && actual[head] === expected[head]) head += 1;
  let tail = 0;
  const room = Math.min(actual.length, expected.length) - head;
  while (tail < room && actual.at(-1 - tail) === expected.at(-1 - tail)) tail += 1;
  const at = value === '' ? head : occurrenceAt(actual, value, head, actual.length - tail);
  if (at === undefined || at > head || at + value.length < head) return undefined;
  const end = Math.min(at + value.length, actual.length);
  const shift = expected.length - actual.length;
  const changed = expected.slice(at, Math.max(at, end + shift));
  return end < actual.length - tail && shift !== 0 ? undefined : changed.length <= 60 ? changed : undefined;
}

function occurrenceAt(text: string, part: string, from: number, to: number): number | undefined {
  for (let at = Math.max(0, from - part.length); at <= to; at += 1) if (text.startsWith(part, at)) return at;
  return undefined;
}

function escaped(value: string, quote: string): string {
  return value
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replaceAll(quote, `\\${quote}`);
}

function isKey(site: Site): boolean {
  if (site.field === 'key' && 'computed' in site.parent) return !site.parent.computed;
  const isArgument =
    /^(ImportExpression|ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration)$/.test(
      site.parent.type,
    );
  return (
    isArgument ||
    (site.field === 'property' && 'computed' in site.parent && !site.parent.computed) ||
    isRequire(site)
  );
}

function isRequire(site: Site): boolean {
  return (
    site.parent.type === 'CallExpression' &&
    site.parent.callee.type === 'Identifier' &&
    site.parent.callee.name === 'require'
  );
}

/** Fixed text of a template literal, changed as expected and actual differ. */
export const templateText = operator('wrong template text', 0.6, ['TemplateElement'], function* (site) {
  const value = site.node.value.cooked ?? site.node.value.raw;
  for (const { expected, actual } of site.hints.pairs) {
    const aligned = value === '' ? undefined : alignedLiteral(value, expected, actual);
    if (aligned !== undefined && aligned !== value)
      yield replaceNode(site.node, escaped(aligned, '`').replaceAll('${', '\\${'));
  }
});
