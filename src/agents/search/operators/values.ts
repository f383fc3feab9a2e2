import { insertAt, replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { bindsTightly, isMember } from '../syntax/node-kinds.ts';

/** A shared list or object is changed where a copy is meant, or the other way round. */
export const copying = operator(
  'missing copy',
  0.3,
  ['Identifier', 'MemberExpression', 'ObjectExpression', 'ArrayExpression'],
  function* (site): Generator<Edit> {
    const own = textOf(site, site.node);
    if (site.node.type === 'ObjectExpression' || site.node.type === 'ArrayExpression') return;
    if (isMember(site.parent) && site.field === 'object') {
      const call = site.ancestors.at(-2);
      const method = 'name' in site.parent.property ? String(site.parent.property.name) : '';
      if (call?.type === 'CallExpression' && /^(sort|reverse|splice|push|unshift|pop|shift)$/.test(method))
        yield replaceNode(site.node, `[...${own}]`, /^(sort|reverse)$/.test(method) ? 1.2 : 0.3);
      return;
    }
    const kept =
      (site.parent.type === 'VariableDeclarator' && site.field === 'init') ||
      (site.parent.type === 'CallExpression' && site.field === 'arguments') ||
      site.parent.type === 'ReturnStatement' ||
      (site.parent.type === 'AssignmentExpression' && site.field === 'right');
    if (!kept) return;
    yield replaceNode(site.node, `{ ...${own} }`, 0.6);
    yield replaceNode(site.node, `[...${own}]`, /(s|list|items|array)$/i.test(own) ? 0.7 : 0.3);
  },
);

/** A value that may be missing has no default. */
export const addDefault = operator(
  'missing default',
  0.2,
  ['MemberExpression', 'OptionalMemberExpression', 'CallExpression', 'Identifier', 'OptionalCallExpression'],
  function* (site) {
    if (!mayBeMissing(site)) return;
    const own = textOf(site, site.node);
    const isWhole =
      /^(init|right|argument|value|arguments|body)$/.test(site.field) &&
      site.parent.type !== 'BinaryExpression';
    const sign =
      /\?\?|=>|\bconst\b/.test(site.source.text) || site.node.type.startsWith('Optional') ? '??' : '||';
    const crashed = site.hints.pairs.some(({ actual }) => /NaN|undefined/.test(actual)) ? 1.6 : 1;
    const isNumber =
      site.parent.type === 'BinaryExpression' && /^[-*/%<>]=?$|^\+$/.test(site.parent.operator);
    const isList =
      /^(object|right)$/.test(site.field) && /^(MemberExpression|ForOfStatement)$/.test(site.parent.type);
    for (const [value, usual] of DEFAULTS) {
      const fits = isNumber ? /^(0|1|Infinity)$/.test(value) : isList ? value === '[]' : undefined;
      const weight = fits === undefined ? usual : fits ? Math.max(1.5, usual) : 0.2 * usual;
      const text = `${own} ${sign} ${value}`;
      yield replaceNode(site.node, isWhole ? text : `(${text})`, weight * crashed);
    }
  },
);

const DEFAULTS = [
  ['0', 1],
  ["''", 0.8],
  ['[]', 0.8],
  ['{}', 0.6],
  ['Infinity', 0.3],
  ['null', 0.3],
  ['1', 0.25],
  ['false', 0.25],
] as const;

function mayBeMissing(site: Site): boolean {
  const { parent, field, node } = site;
  if (
    field === 'callee' ||
    (field === 'left' && parent.type === 'AssignmentExpression') ||
    /^(id|key|params|property)$/.test(field)
  )
    return false;
  if (parent.type === 'LogicalExpression' || parent.type === 'UpdateExpression') return false;
  const isLookup =
    (isMember(node) &&
      (node.computed || node.type === 'OptionalMemberExpression' || node.object.type !== 'ThisExpression')) ||
    (/CallExpression$/.test(node.type) &&
      /\.(get|find|match|exec|pop|shift|at|getItem)\(/.test(textOf(site, node)));
  if (!isLookup) return false;
  return /^(argument|init|right|left|value|arguments|body|object|consequent|alternate)$/.test(field);
}

/** The default itself is wrong: parameters, destructuring, `??` and `||`. */
export const wrongDefault = operator(
  'wrong default',
  0.3,
  ['AssignmentPattern', 'LogicalExpression'],
  function* (site) {
    if (site.node.type === 'LogicalExpression' && site.node.operator === '&&') return;
    const { right } = site.node;
    if (!/Literal$|^Identifier$|^(Array|Object|Unary)Expression$/.test(right.type)) return;
    const own = textOf(site, right);
    const choices = ['0', '1', "''", '[]', '{}', 'null', 'undefined', 'Infinity', 'true', 'false'];
    const alike = choices.filter((text) => text !== own && group(text) === group(own));
    const others = choices.filter((text) => text !== own && group(text) !== group(own));
    for (const text of alike) yield replaceNode(right, text, 0.7);
    for (const text of others) yield replaceNode(right, text, 0.25);
  },
);

function group(text: string): string {
  if (/^(\d|Infinity|-)/.test(text)) return 'number';
  return /^(true|false)$/.test(text) ? 'boolean' : 'other';
}

/** Objects and lists miss an item, or hold a wrong one: `{ a }` for `{ a, b }`. */
export const addItem = operator(
  'missing item',
  0.18,
  ['ObjectExpression', 'ArrayExpression'],
  function* (site): Generator<Edit> {
    const items = site.node.type === 'ObjectExpression' ? site.node.properties : site.node.elements;
    const at = items.at(-1)?.end ?? (site.node.start ?? 0) + 1;
    const glue = items.length > 0 ? ', ' : '';
    if (site.node.type === 'ArrayExpression') {
      const own = items.map((item) => (item ? textOf(site, item) : ''));
      for (const [text, weight] of listItems(site, own)) {
        const before = items[sortedPosition(own, text)];
        yield before ? insertAt(before.start ?? 0, `${text}, `, weight) : insertAt(at, glue + text, weight);
      }
      return;
    }
    const own = new Set(items.map((item) => (item && 'key' in item ? textOf(site, item.key) : '')));
    const near = site
      .names()
      .filter(
        (name) =>
          name.distance < 2 && !own.has(name.name) && name.kind !== 'function' && name.kind !== 'import',
      );
    for (const { name } of near.slice(0, 4)) yield insertAt(at, glue + name, 0.6);
    for (const { name } of near.filter((one) => one.kind === 'parameter').slice(0, 2)) {
      const first = items[0];
      if (first) yield insertAt(first.start ?? 0, `...${name}, `, 0.5);
      else yield insertAt(at, `...${name}`, 0.8);
    }
  },
);

function listItems(site: Site, own: readonly string[]): [string, number][] {
  const isText = own.length > 0 && own.every((text) => /^['"]/.test(text));
  const isNumbers = own.length > 0 && own.every((text) => /^-?\d+$/.test(text));
  const known = new Set(own);
  if (isText) {
    const strings = [...site.vocabulary.strings].filter(
      ([text]) => /^['"][\w-]+['"]$/.test(text) && !known.has(text),
    );
    return strings
      .sort((a, b) => b[1] - a[1])
      .slice(0, 8)
      .map(([text]) => [text, 1]);
  }
  if (isNumbers) return missingNumbers(own.map(Number)).map((value) => [String(value), 0.8]);
  return site
    .names()
    .filter((name) => name.distance < 2 && !known.has(name.name))
    .slice(0, 4)
    .map(({ name }) => [name, 0.6]);
}

// Where an ascending list of numbers would have it; at the end otherwise.
function sortedPosition(own: readonly string[], text: string): number {
  const values = own.map(Number);
  const ascending = values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0));
  const at = ascending ? values.findIndex((value) => value > Number(text)) : -1;
  return at < 0 ? own.length : at;
}

function missingNumbers(own: readonly number[]): number[] {
  const [low, high] = [Math.min(...own), Math.max(...own)];
  if (high - low > 40) return [];
  const all = Array.from({ length: high - low + 3 }, (_, index) => low - 1 + index);
  return all.filter((value) => !own.includes(value)).slice(0, 12);
}

/** Parentheses group wrongly: `a + b / c` for `(a + b) / c`. */
export const regroup = operator(
  'wrong grouping',
  0.2,
  ['BinaryExpression', 'LogicalExpression'],
  function* (site) {
    const { left, right, operator: sign } = site.node;
    const text = (node: typeof left): string => textOf(site, node);
    if ((left.type === 'BinaryExpression' || left.type === 'LogicalExpression') && left.operator !== sign) {
      const tail = `(${text(left.right)} ${sign} ${text(right)})`;
      yield replaceNode(site.node, `${text(left.left)} ${left.operator} ${tail}`);
    }
    if (
      (right.type === 'BinaryExpression' || right.type === 'LogicalExpression') &&
      right.operator !== sign &&
      bindsTightly(left)
    )
      yield replaceNode(
        site.node,
        `(${text(left)} ${sign} ${text(right.left)}) ${right.operator} ${text(right.right)}`,
      );
  },
);

/** `x || 7`: a value of 0 or '' that stands for something else. */
export const addNumberDefault = operator(
  'missing default number',
  0.08,
  ['CallExpression', 'MemberExpression'],
  function* (site) {
    const given =
      (site.parent.type === 'VariableDeclarator' && site.field === 'init') ||
      site.parent.type === 'ReturnStatement' ||
      (site.parent.type === 'AssignmentExpression' && site.field === 'right');
    if (!given) return;
    for (const value of [...site.vocabulary.numbers.keys()].filter((text) => text !== '0').slice(0, 10))
      yield insertAt(site.node.end ?? 0, ` || ${value}`);
  },
);
