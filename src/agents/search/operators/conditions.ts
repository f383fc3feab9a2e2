import type { BinaryExpression, Node } from '@babel/types';
import { replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { bindsTightly, isMember } from '../syntax/node-kinds.ts';
import { walk } from '../syntax/walk.ts';

function negated(site: Pick<Site, 'source'>, node: Node): string {
  const text = textOf(site, node);
  if (node.type === 'UnaryExpression' && node.operator === '!') return textOf(site, node.argument);
  return bindsTightly(node) ? `!${text}` : `!(${text})`;
}

/** The whole test of `if`, `?:` or a loop is the wrong way round. */
export const negateTest = operator(
  'negated condition',
  0.7,
  ['IfStatement', 'ConditionalExpression', 'WhileStatement'],
  function* (site) {
    const { test } = site.node;
    const isComparison = test.type === 'BinaryExpression' && /^[=!]==?$|^[<>]=?$/.test(test.operator);
    if (!isComparison) yield replaceNode(test, negated(site, test), test.type === 'LogicalExpression' ? 0.5 : 1);
  },
);

export const dropNegation = operator('superfluous !', 0.8, ['UnaryExpression'], function* (site) {
  if (site.node.operator === '!') yield replaceNode(site.node, textOf(site, site.node.argument));
  else if (site.node.operator === '-' && site.node.argument.type !== 'NumericLiteral')
    yield replaceNode(site.node, textOf(site, site.node.argument), 0.8);
});

/** `a && b` for `a && !b`; also what a `return` or a callback gives back. */
export const insertNegation = operator(
  'missing !',
  0.4,
  ['CallExpression', 'OptionalCallExpression', 'Identifier', 'MemberExpression', 'OptionalMemberExpression', 'LogicalExpression', 'BinaryExpression'],
  function* (site) {
    const given =
      (site.parent.type === 'ReturnStatement' || (site.parent.type === 'ArrowFunctionExpression' && site.field === 'body')) &&
      /CallExpression$|^LogicalExpression$/.test(site.node.type);
    const isOperand = site.parent.type === 'LogicalExpression' && /CallExpression$|^Identifier$|MemberExpression$/.test(site.node.type);
    if (isOperand) yield replaceNode(site.node, negated(site, site.node));
    else if (given) yield replaceNode(site.node, negated(site, site.node), 0.7);
  },
);

/** A sign is missing or superfluous: `-x` for `x`. */
export const insertMinus = operator('missing -', 0.2, ['Identifier', 'MemberExpression', 'CallExpression'], function* (site) {
  const given = site.parent.type === 'ReturnStatement' || (site.parent.type === 'ConditionalExpression' && site.field !== 'test');
  if (given && site.field !== 'callee') yield replaceNode(site.node, `-${textOf(site, site.node)}`);
});

export const swapBranches = operator('swapped branches', 0.6, ['ConditionalExpression', 'IfStatement'], function* (site) {
  const { consequent, alternate } = site.node;
  if (!alternate || alternate.type === 'IfStatement') return;
  const [yes, no] = [textOf(site, consequent), textOf(site, alternate)];
  const between = site.source.text.slice(consequent.end ?? 0, alternate.start ?? 0);
  const weight = site.node.type === 'IfStatement' ? 0.4 : 1;
  if (yes !== no)
    yield { start: consequent.start ?? 0, end: alternate.end ?? 0, text: no + between + yes, weight };
});

/** "Less specific if", and operands that should not be there: one side of an operator alone. */
export const dropOperand = operator('superfluous operand', 0.4, ['LogicalExpression', 'BinaryExpression'], function* (site) {
  const isLogical = site.node.type === 'LogicalExpression';
  if (!isLogical && !/^[-+*/%]$|^\*\*$/.test(site.node.operator)) return;
  yield replaceNode(site.node, textOf(site, site.node.left), 1);
  yield replaceNode(site.node, textOf(site, site.node.right), isLogical ? 1 : 0.5);
});

/** One side of a condition is the whole branch: `a ? b : c` becomes `b` or `c`. */
export const dropBranch = operator('superfluous choice', 0.15, ['ConditionalExpression'], function* (site) {
  yield replaceNode(site.node, textOf(site, site.node.consequent));
  yield replaceNode(site.node, textOf(site, site.node.alternate));
});

/** "More specific if": a clause is missing; the file's own conditions are the material. */
export const addClause = operator(
  'missing clause',
  0.3,
  ['IfStatement', 'ConditionalExpression', 'WhileStatement', 'LogicalExpression', 'BinaryExpression', 'CallExpression', 'UnaryExpression', 'Identifier', 'MemberExpression'],
  function* (site): Generator<Edit> {
    const target = clauseTarget(site);
    if (target === undefined) return;
    const own = textOf(site, target);
    const parts = ownParts(site, target);
    let weight = 1;
    for (const clause of clausesFor(site, own)) {
      if (parts.has(clause)) continue;
      const safe = /[&|?]|=>/.test(clause) ? `(${clause})` : clause;
      const inner = target.type === 'LogicalExpression' || target.type === 'ConditionalExpression' ? `(${own})` : own;
      yield replaceNode(target, `${safe} && ${inner}`, weight);
      yield replaceNode(target, `${safe} || ${inner}`, weight * 0.8);
      weight *= 0.91;
      if (weight < 0.2) return;
    }
  },
);

// The test itself, or a boolean that a function gives back.
function clauseTarget(site: Site): Node | undefined {
  if ('test' in site.node && site.node.test) return site.node.test as Node;
  const given = site.parent.type === 'ReturnStatement' || (site.parent.type === 'ArrowFunctionExpression' && site.field === 'body');
  if (site.parent.type === 'UnaryExpression' && site.parent.operator === '!') return site.node;
  const isBoolean =
    site.node.type === 'LogicalExpression' ||
    (site.node.type === 'UnaryExpression' && site.node.operator === '!') ||
    (site.node.type === 'BinaryExpression' && /^[=!]==?$|^[<>]=?$|^in$|^instanceof$/.test(site.node.operator));
  return given && isBoolean ? site.node : undefined;
}

function ownParts(site: Site, node: Node): Set<string> {
  if (node.type !== 'LogicalExpression') return new Set([textOf(site, node)]);
  return new Set([...ownParts(site, node.left), ...ownParts(site, node.right), textOf(site, node)]);
}

// Conditions that speak of the same names come first, made-up checks of the names of this condition after them.
function clausesFor(site: Site, own: string): string[] {
  const words = wordsOf(own);
  const visible = new Set(site.names().map((name) => name.name));
  const seen = [...site.vocabulary.conditions.keys()]
    .filter((text) => rootsOf(text).every((word) => visible.has(word) || GLOBALS.has(word)))
    .map((text) => ({ text, shared: wordsOf(text).filter((word) => words.includes(word)).length }))
    .sort((a, b) => b.shared - a.shared)
    .map(({ text }) => text);
  const made = [...rootsOf(own).filter((word) => visible.has(word)), ...membersIn(site)]
    .flatMap((word) => [`${word} !== null`, word, `!${word}`, `${word} !== ''`, `${word} !== undefined`, `${word} === null`, `${word} > 0`]);
  const opposite = seen.filter((text) => /^!?[\w$.]+$/.test(text)).map((text) => (text.startsWith('!') ? text.slice(1) : `!${text}`));
  const flags = flagsOf(site);
  const few = [...seen.slice(0, 2), ...flags, ...siblings(site, own), ...seen.slice(2, 4), ...opposite.slice(0, 3)];
  return [...new Set([...few.slice(0, 4), ...made.slice(0, 3), ...few.slice(4), ...made.slice(3, 14)])];
}

// Variables that hold true or false: what a condition forgets to ask.
function flagsOf(site: Site): string[] {
  const names = site.names().filter(({ kind, name }) => kind === 'variable' && new RegExp(`\\b${escaped(name)} = (true|false)\\b`).test(site.source.text));
  return names.slice(0, 2).flatMap(({ name }) => [`!${name}`, name]);
}

// The condition's own clauses about something else: `text.includes(a)` beside `text.includes(b)`.
function siblings(site: Site, own: string): string[] {
  if (own.length > 50 || /&&|\|\|/.test(own)) return [];
  const words = [...new Set(rootsOf(own))].slice(1);
  const near = site.names().filter(({ kind, distance }) => kind === 'parameter' || (kind === 'variable' && distance < 3));
  return words.flatMap((word) => near.filter(({ name }) => name !== word && !own.includes(name)).slice(0, 3).map(({ name }) => own.replace(new RegExp(`\\b${escaped(word)}\\b`, 'g'), name)));
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

/** 0, '' and NaN are not nothing: `!x` for `x === undefined`. */
export const truthiness = operator('truthiness', 0.25, ['UnaryExpression', 'Identifier', 'MemberExpression', 'OptionalMemberExpression', 'BinaryExpression'], function* (site): Generator<Edit> {
  if (!/^(test|left|right)$/.test(site.field) || !/^(IfStatement|ConditionalExpression|LogicalExpression)$/.test(site.parent.type)) return;
  if (site.node.type === 'BinaryExpression') {
    yield* bothWays(site, site.node);
  } else if (site.node.type === 'UnaryExpression') {
    if (site.node.operator !== '!' || !bindsTightly(site.node.argument)) return;
    for (const [check, weight] of [['=== undefined', 1], ['== null', 0.8], ['=== null', 0.6]] as const) yield replaceNode(site.node, `${textOf(site, site.node.argument)} ${check}`, weight);
  } else if (site.field === 'test' || site.parent.type === 'LogicalExpression')
    for (const [check, weight] of [['!== undefined', 1], ['!= null', 0.8], ['!== null', 0.6], ['.length > 0', 0.5]] as const) yield replaceNode(site.node, `${textOf(site, site.node)}${check.startsWith('.') ? '' : ' '}${check}`, weight);
});

// `x === true` for `x !== false`, `x === null` for `x == null`.
function* bothWays(site: Site, { left, right, operator: sign }: BinaryExpression): Generator<Edit> {
  if (!/^[=!]==$/.test(sign)) return;
  const value = textOf(site, right);
  const opposite = sign === '===' ? '!==' : '===';
  if (value === 'true' || value === 'false') yield replaceNode(site.node, `${textOf(site, left)} ${opposite} ${value === 'true' ? 'false' : 'true'}`);
  if (value === 'null' || value === 'undefined') yield replaceNode(site.node, `${textOf(site, left)} ${sign.slice(0, 2)} null`, 1.5);
}

// Property reads of the condition around: what it already asks about, it may have to ask more about.
function membersIn(site: Site): string[] {
  const around = site.ancestors.findLast((node) => node.type === 'LogicalExpression') ?? site.node;
  const texts = [...walk(around)].map(({ node }) => node).filter((node) => isMember(node)).map((node) => textOf(site, node));
  return [...new Set(texts)].filter((text) => text.length < 40).slice(0, 2);
}

const GLOBALS = new Set(['Array', 'Number', 'Math', 'Object', 'String', 'isNaN', 'this']);

function wordsOf(text: string): string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}

// Names that stand for themselves: not after a dot, not in quotes.
function rootsOf(text: string): string[] {
  const bare = text.replace(/(['"`]).*?\1/g, '').replace(/\/(?:\\.|[^/\n])+\/[a-z]*/g, '');
  const names = [...bare.matchAll(/(?<![.\w$#])[A-Za-z_$][\w$]*/g)].map((match) => match[0]);
  return names.filter((name) => !/^(null|undefined|true|false|typeof|instanceof|in|new|this|NaN|Infinity)$/.test(name));
}
