import type { CallExpression, Node, OptionalCallExpression } from '@babel/types';
import { insertAt, replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { calleeName, isMember } from '../syntax/node-kinds.ts';
import { isUnused } from './unused-names.ts';
import { FUNCTION_FAMILIES, METHOD_FAMILIES, relatives } from './name-families.ts';

type Call = CallExpression | OptionalCallExpression;

/** "Wrong function name" where the language's own methods are concerned: `floor` for `ceil`, `some` for `every`. */
export const relatedMethod = operator(
  'wrong method',
  0.65,
  ['CallExpression', 'OptionalCallExpression', 'MemberExpression'],
  function* (site) {
    const callee =
      'callee' in site.node
        ? site.node.callee
        : site.parent.type === 'CallExpression' && site.field === 'callee'
          ? undefined
          : site.node;
    if (callee === undefined) return;
    const name = calleeName(callee);
    if (name === undefined) return;
    const place = isMember(callee) ? callee.property : callee;
    const families = isMember(callee) ? METHOD_FAMILIES : FUNCTION_FAMILIES;
    let weight = 1;
    for (const other of relatives(families, name)) {
      yield replaceNode(place, other, weight);
      weight *= 0.7;
    }
  },
);

/** "Add function around expression", the other way round: the call is one too many. */
export const dropCall = operator(
  'superfluous call',
  0.25,
  ['CallExpression', 'OptionalCallExpression'],
  function* (site) {
    const { callee, arguments: given } = site.node;
    if (given.length === 1 && given[0] && given[0].type !== 'SpreadElement')
      yield replaceNode(site.node, textOf(site, given[0]), 0.8);
    if (isMember(callee) && given.length <= 1 && callee.object.type !== 'ThisExpression')
      yield replaceNode(site.node, textOf(site, callee.object));
  },
);

/** A link of a chain is missing: `.trim()`, `.slice()`, `.toLowerCase()` … */
export const addMethodCall = operator(
  'missing method call',
  0.14,
  [
    'Identifier',
    'MemberExpression',
    'CallExpression',
    'OptionalCallExpression',
    'ArrayExpression',
    'OptionalMemberExpression',
    'TemplateLiteral',
  ],
  function* (site) {
    if (!takesLinks(site)) return;
    const own = textOf(site, site.node);
    let weight = 1;
    for (const link of linksFor(site, own)) {
      if (own.endsWith(link)) continue;
      yield insertAt(site.node.end ?? 0, link, weight);
      weight *= 0.85;
    }
    for (const wrapper of wrappersFor(site))
      yield replaceNode(
        site.node,
        `${wrapper}(${own})`,
        site.vocabulary.parametersOf.has(wrapper) && isUnused(wrapper, site.source) ? 10 : 0.6,
      );
  },
);

// Values on their way: given back, assigned, passed on, compared; not the objects that methods are called on.
function takesLinks({ parent, field }: Site): boolean {
  switch (parent.type) {
    case 'ReturnStatement':
    case 'VariableDeclarator':
    case 'TemplateLiteral':
    case 'ArrayExpression':
      return true;
    case 'ConditionalExpression':
      return field !== 'test';
    case 'ArrowFunctionExpression':
      return field === 'body';
    case 'AssignmentExpression':
    case 'ForOfStatement':
      return field === 'right';
    case 'ObjectProperty':
      return field === 'value' && !parent.shorthand;
    case 'CallExpression':
      return field === 'arguments';
    case 'BinaryExpression':
      return /^[=!]==?$|^\+$/.test(parent.operator);
    case 'MemberExpression':
      return field === 'object';
    default:
      return false;
  }
}

const TEXT_LINKS = [
  '.trim()',
  '.toLowerCase()',
  '.toUpperCase()',
  '.trimEnd()',
  '.trimStart()',
  '.toString()',
];
const LIST_LINKS = ['.slice()', '.sort()', '.reverse()', '.flat()', '.filter(Boolean)', '.length'];

// Links that the file already uses come first.
function linksFor(site: Site, own: string): string[] {
  const isList = /\w[^s]s$|list|\]$|\.(map|filter|split|keys|values|entries|concat)\(/i.test(own);
  const links = isList ? [...LIST_LINKS, ...TEXT_LINKS.slice(0, 2)] : TEXT_LINKS;
  const uses = (link: string): number => (site.source.text.includes(link) ? 1 : 0);
  return [...links]
    .sort((a, b) => uses(b) - uses(a))
    .slice(0, site.parent.type === 'MemberExpression' ? 3 : 5);
}

const WRAPPERS = [
  'Number',
  'String',
  'Math.round',
  'Math.floor',
  'Math.abs',
  'Boolean',
  'Math.ceil',
  'Math.trunc',
];

function wrappersFor(site: Site): string[] {
  if (site.parent.type === 'MemberExpression') return [];
  const called = site.parent.type === 'CallExpression' ? calleeName(site.parent.callee) : undefined;
  const own = [...site.vocabulary.parametersOf]
    .filter(
      ([name, parameters]) =>
        parameters.length === 1 && name !== called && site.names().some((one) => one.name === name),
    )
    .map(([name]) => name);
  const used = WRAPPERS.filter((name) => site.source.text.includes(`${name}(`));
  return [...new Set([...own.slice(0, 5), ...used, ...WRAPPERS.slice(0, 4)])].slice(0, 8);
}

/** A function is named where its result is meant, or the other way round. */
export const callOrReference = operator(
  'missing call',
  0.3,
  ['Identifier', 'MemberExpression', 'CallExpression'],
  function* (site) {
    if (
      site.field === 'callee' ||
      site.parent.type === 'MemberExpression' ||
      /^(key|id|params|local|imported|left|label)$/.test(site.field)
    )
      return;
    if (site.node.type === 'CallExpression') {
      if (site.field === 'arguments' && site.node.arguments.length === 0)
        yield replaceNode(site.node, textOf(site, site.node.callee));
      return;
    }
    const name = calleeName(site.node) ?? '';
    const isFunctionName =
      site.vocabulary.called.has(name) ||
      site.vocabulary.parametersOf.has(name) ||
      hasFunctionDefault(site, name);
    const isValue =
      /^(init|value|right|body|argument|test|left|expressions)$/.test(site.field) ||
      site.parent.type === 'TemplateLiteral';
    if (isFunctionName && isValue && !(site.parent.type === 'ObjectProperty' && site.parent.shorthand))
      yield insertAt(site.node.end ?? 0, '()');
  },
);

function hasFunctionDefault(site: Site, name: string): boolean {
  return (
    /^[\w$]+$/.test(name) &&
    new RegExp(`\\b${name.replaceAll('$', '\\$')}\\s*(:[^=;]*=>[^=;]*)?=\\s*(async\\s*)?(\\(|function)`).test(
      site.source.text,
    )
  );
}

/** `await` is missing or one too many. */
export const awaiting = operator(
  'await',
  0.35,
  ['CallExpression', 'AwaitExpression', 'Identifier', 'MemberExpression'],
  function* (site): Generator<Edit> {
    if (site.node.type === 'AwaitExpression') {
      yield replaceNode(site.node, textOf(site, site.node.argument), 0.5);
      return;
    }
    const around = site.ancestors.findLast((node) => 'async' in node) as { async?: boolean } | undefined;
    if (around?.async !== true || site.parent.type === 'AwaitExpression' || site.field === 'callee') return;
    const own = textOf(site, site.node);
    const text = isMember(site.parent) && site.field === 'object' ? `(await ${own})` : `await ${own}`;
    if (site.node.type === 'CallExpression')
      yield replaceNode(site.node, text, knownAsynchronous(site, site.node) ? 2 : 0.8);
    else if (/^(argument|init)$/.test(site.field) && site.hints.promises)
      yield replaceNode(site.node, text, 0.6);
  },
);

function knownAsynchronous(site: Site, call: Call): boolean {
  return site.hints.promises || site.vocabulary.asynchronous.has(calleeName(call.callee) ?? '');
}

export const constructing = operator('missing new', 0.2, ['CallExpression'], function* (site) {
  const name = calleeName(site.node.callee) ?? '';
  if (/^[A-Z]/.test(name) && !/^(Number|String|Boolean|Symbol|BigInt)$/.test(name))
    yield insertAt(site.node.start ?? 0, 'new ', site.hints.words.has('new') ? 3 : 1);
});

/** A list is passed whole where its items are meant, or the other way round. */
export const spreading = operator(
  'missing spread',
  0.3,
  ['Identifier', 'MemberExpression', 'CallExpression', 'SpreadElement'],
  function* (site) {
    if (site.node.type === 'SpreadElement') {
      yield replaceNode(site.node, textOf(site, site.node.argument), 0.6);
      return;
    }
    const listed =
      (site.parent.type === 'CallExpression' && site.field === 'arguments') ||
      site.parent.type === 'ArrayExpression';
    if (listed && looksLikeList(site.node, textOf(site, site.node)))
      yield insertAt(site.node.start ?? 0, '...');
  },
);

function looksLikeList(node: Node, text: string): boolean {
  return (
    /(s|list|items|array|args|rest)$/i.test(text) ||
    (node.type === 'CallExpression' &&
      /\.(map|filter|split|keys|values|entries|slice|concat|flatMap)\(/.test(text))
  );
}
