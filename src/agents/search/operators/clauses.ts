import type { Node } from '@babel/types';
import { replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { isMember } from '../syntax/node-kinds.ts';
import { walk } from '../syntax/walk.ts';

/** "More specific if": a clause is missing; the file's own conditions are the material. */
export const addClause = operator(
  'missing clause',
  0.3,
  [
    'IfStatement',
    'ConditionalExpression',
    'WhileStatement',
    'LogicalExpression',
    'BinaryExpression',
    'CallExpression',
    'UnaryExpression',
    'Identifier',
    'MemberExpression',
  ],
  function* (site): Generator<Edit> {
    const target = clauseTarget(site);
    if (target === undefined) return;
    const own = textOf(site, target);
    const parts = ownParts(site, target);
    let weight = 1;
    for (const clause of clausesFor(site, own)) {
      if (parts.has(clause)) continue;
      const safe = /[&|?]|=>/.test(clause) ? `(${clause})` : clause;
      const inner =
        target.type === 'LogicalExpression' || target.type === 'ConditionalExpression' ? `(${own})` : own;
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
  const given =
    site.parent.type === 'ReturnStatement' ||
    (site.parent.type === 'ArrowFunctionExpression' && site.field === 'body');
  if (site.parent.type === 'UnaryExpression' && site.parent.operator === '!') return site.node;
  const isBoolean =
    site.node.type === 'LogicalExpression' ||
    (site.node.type === 'UnaryExpression' && site.node.operator === '!') ||
    (site.node.type === 'BinaryExpression' &&
      /^[=!]==?$|^[<>]=?$|^in$|^instanceof$/.test(site.node.operator));
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
  const made = [...rootsOf(own).filter((word) => visible.has(word)), ...membersIn(site)].flatMap((word) => [
    `${word} !== null`,
    word,
    `!${word}`,
    `${word} !== ''`,
    `${word} !== undefined`,
    `${word} === null`,
    `${word} > 0`,
  ]);
  const opposite = seen
    .filter((text) => /^!?[\w$.]+$/.test(text))
    .map((text) => (text.startsWith('!') ? text.slice(1) : `!${text}`));
  const flags = flagsOf(site);
  const few = [
    ...seen.slice(0, 2),
    ...flags,
    ...siblings(site, own),
    ...seen.slice(2, 4),
    ...opposite.slice(0, 3),
  ];
  return [...new Set([...few.slice(0, 4), ...made.slice(0, 3), ...few.slice(4), ...made.slice(3, 14)])];
}

// Variables that hold true or false: what a condition forgets to ask.
function flagsOf(site: Site): string[] {
  const names = site
    .names()
    .filter(
      ({ kind, name }) =>
        kind === 'variable' && new RegExp(`\\b${escaped(name)} = (true|false)\\b`).test(site.source.text),
    );
  return names.slice(0, 2).flatMap(({ name }) => [`!${name}`, name]);
}

// The condition's own clauses about something else: `text.includes(a)` beside `text.includes(b)`.
function siblings(site: Site, own: string): string[] {
  if (own.length > 50 || /&&|\|\|/.test(own)) return [];
  const words = [...new Set(rootsOf(own))].slice(1);
  const near = site
    .names()
    .filter(({ kind, distance }) => kind === 'parameter' || (kind === 'variable' && distance < 3));
  return words.flatMap((word) =>
    near
      .filter(({ name }) => name !== word && !own.includes(name))
      .slice(0, 3)
      .map(({ name }) => own.replace(new RegExp(`\\b${escaped(word)}\\b`, 'g'), name)),
  );
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

// Property reads of the condition around: what it already asks about, it may have to ask more about.
function membersIn(site: Site): string[] {
  const around = site.ancestors.findLast((node) => node.type === 'LogicalExpression') ?? site.node;
  const texts = [...walk(around)]
    .map(({ node }) => node)
    .filter((node) => isMember(node))
    .map((node) => textOf(site, node));
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
  return names.filter(
    (name) => !/^(null|undefined|true|false|typeof|instanceof|in|new|this|NaN|Infinity)$/.test(name),
  );
}
