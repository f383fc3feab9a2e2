import type { Node } from '@babel/types';
import { replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { isMember, propertyName } from '../syntax/node-kinds.ts';
import type { VisibleName } from '../syntax/scopes.ts';
import { similarity } from './similarity.ts';
import { isUnused } from './unused-names.ts';

const MOST = 8;
const MOST_PROPERTIES = 12;

/** "Change identifier used": the commonest of all single-statement fixes. */
export const wrongVariable = operator(
  'wrong variable',
  0.5,
  ['Identifier', 'JSXIdentifier'],
  function* (site): Generator<Edit> {
    if (!isReference(site)) return;
    const own = site.node.name;
    const choices = site.names().filter((other) => other.name !== own && fits(site, other));
    const isUnknown = site.hints.undefinedNames.has(own) && !site.names().some((name) => name.name === own);
    const ranked = choices
      .map((choice) => ({ choice, score: closeness(site, own, choice) }))
      .sort((a, b) => b.score - a.score);
    for (const { choice, score } of ranked.slice(0, MOST)) {
      const text = shorthandOf(site) ? `${own}: ${choice.name}` : choice.name;
      yield replaceNode(site.node, text, (isUnknown ? 3 : 1) * score);
    }
    yield* memberInstead(site, own);
  },
);

function isReference(site: Site): boolean {
  const { parent, field } = site;
  if (/^(id|params|key|label|local|imported|exported|param|meta)$/.test(field)) return shorthandOf(site);
  if (field === 'property' && isMember(parent)) return parent.computed;
  if (field === 'left' && /^(AssignmentPattern|ForOfStatement|ForInStatement)$/.test(parent.type))
    return false;
  if (/^(ArrayPattern|ObjectPattern|RestElement)$/.test(parent.type)) return false;
  if (parent.type === 'ObjectProperty' && site.ancestors.at(-2)?.type === 'ObjectPattern') return false;
  return true;
}

function shorthandOf(site: Site): boolean {
  return (
    site.parent.type === 'ObjectProperty' &&
    site.parent.shorthand &&
    site.field === 'value' &&
    site.ancestors.at(-2)?.type !== 'ObjectPattern'
  );
}

// Functions stand in for functions and values for values; what is assigned to must be assignable.
function fits(site: Site, other: VisibleName): boolean {
  const isCalled = site.field === 'callee' || site.parent.type === 'TaggedTemplateExpression';
  const otherCalled =
    other.kind === 'function' || other.kind === 'class' || site.vocabulary.called.has(other.name);
  if (isCalled) return otherCalled || other.kind === 'import';
  const isTarget =
    (site.field === 'left' && site.parent.type === 'AssignmentExpression') ||
    site.parent.type === 'UpdateExpression';
  if (isTarget) return !other.constant;
  const own = site.names().find((name) => name.name === site.node['name' as keyof Node]);
  if (own && own.kind !== 'function' && own.kind !== 'import' && own.kind !== 'class')
    return other.kind !== 'class' && other.kind !== 'function';
  return true;
}

function closeness(site: Site, own: string, other: VisibleName): number {
  const near = 1 / (1 + 0.35 * other.distance);
  const kind = other.kind === 'parameter' || other.kind === 'variable' ? 1 : 0.6;
  const sameCase = /^[A-Z_]+$/.test(own) === /^[A-Z_]+$/.test(other.name) ? 1 : 0.6;
  const mentioned = site.hints.undefinedNames.has(other.name) ? 1.3 : 1;
  const unused = other.kind !== 'function' && isUnused(other.name, site.source) ? 3 : 1;
  return near * kind * sameCase * mentioned * unused * (0.7 + 0.6 * similarity(own, other.name));
}

// `size` for `this.size`, `name` for `options.name`.
function* memberInstead(site: Site, own: string): Generator<Edit> {
  if (isMember(site.parent) && site.field === 'object') return;
  const visible = new Set(site.names().map((name) => name.name));
  for (const [object, names] of site.vocabulary.membersOf) {
    if (!names.has(own) || !(object === 'this' || visible.has(object))) continue;
    yield replaceNode(
      site.node,
      shorthandOf(site) ? `${own}: ${object}.${own}` : `${object}.${own}`,
      visible.has(own) ? 0.3 : 1.2,
    );
  }
}

/** "Change attribute used": names read from the same object elsewhere, then names that look alike. */
export const wrongProperty = operator(
  'wrong property',
  0.45,
  ['MemberExpression', 'OptionalMemberExpression'],
  function* (site): Generator<Edit> {
    const own = propertyName(site.node);
    if (own === undefined) return;
    const object = textOf(site, site.node.object);
    const isCalled = site.field === 'callee';
    const choices = propertyChoices(site, object, own, isCalled);
    for (const [name, weight] of choices.slice(0, MOST_PROPERTIES))
      yield replaceNode(site.node.property, name, weight);
  },
);

function propertyChoices(site: Site, object: string, own: string, isCalled: boolean): [string, number][] {
  const ofObject = site.vocabulary.membersOf.get(object) ?? new Map<string, number>();
  const scored = new Map<string, number>();
  const beside = site.vocabulary.companions.get(own) ?? new Set<string>();
  for (const name of new Set([...site.vocabulary.members.keys(), ...beside])) {
    if (name === own || name.startsWith('#') !== own.startsWith('#')) continue;
    if (isCalled !== site.vocabulary.called.has(name)) continue;
    const known = ofObject.has(name) || beside.has(name) ? 1 : ofObject.size <= 1 ? 0.6 : 0.35;
    const expected = site.hints.undefinedNames.has(own) ? 1.5 : 1;
    const often = 0.12 * Math.log2(1 + (ofObject.get(name) ?? 0));
    scored.set(name, known * expected * (0.5 + often + 0.8 * similarity(own, name)));
  }
  return [...scored].sort((a, b) => b[1] - a[1]);
}

/** "Change binary operand": a value of the place itself is meant, not a property of something. */
export const variableInstead = operator(
  'variable for property',
  0.12,
  ['MemberExpression', 'OptionalMemberExpression'],
  function* (site) {
    if (site.field === 'callee' || site.field === 'object' || site.field === 'left') return;
    const near = site
      .names()
      .filter((name) => name.distance < 2 && (name.kind === 'variable' || name.kind === 'parameter'));
    for (const { name, distance } of near.slice(0, 6))
      yield replaceNode(site.node, name, distance === 0 ? 1 : 0.7);
  },
);

/** "Same function, wrong caller" and "change binary operand": the object in front of the dot. */
export const wrongObject = operator(
  'wrong object',
  0.15,
  ['MemberExpression', 'OptionalMemberExpression'],
  function* (site) {
    const name = propertyName(site.node);
    if (name === undefined) return;
    const own = textOf(site, site.node.object);
    for (const [object, names] of site.vocabulary.membersOf)
      if (object !== own && names.has(name) && object.length < 30 && isVisible(site, object))
        yield replaceNode(site.node.object, object, 0.8);
    if (site.node.object.type === 'MemberExpression')
      yield replaceNode(site.node, `${textOf(site, site.node.object.object)}.${name}`, 0.7);
  },
);

function isVisible(site: Site, expression: string): boolean {
  const root = /^[\w$]+/.exec(expression)?.[0];
  return root === 'this' || site.names().some((name) => name.name === root);
}

/** A computed index is another one: `[i]` for `[j]`, the last for the first. */
export const wrongIndex = operator(
  'wrong index',
  0.4,
  ['MemberExpression', 'OptionalMemberExpression'],
  function* (site) {
    if (!site.node.computed) return;
    const object = textOf(site, site.node.object);
    const index = textOf(site, site.node.property);
    if (index === '0') yield replaceNode(site.node.property, `${object}.length - 1`, 0.8);
    if (index === `${object}.length - 1`) yield replaceNode(site.node.property, '0', 0.8);
    if (index === `${object}.length`) yield replaceNode(site.node.property, `${object}.length - 1`, 1.5);
  },
);

/** `?.` is missing or one too many. */
export const chaining = operator(
  'optional chaining',
  0.25,
  ['MemberExpression', 'OptionalMemberExpression'],
  function* (site) {
    if (site.node.object.type === 'ThisExpression' || site.node.object.type === 'Super') return;
    const gap = site.source.text.slice(site.node.object.end ?? 0, site.node.property.start ?? 0);
    const at = site.node.object.end ?? 0;
    const dot = gap.indexOf(site.node.computed ? '[' : '.');
    const isTarget = site.field === 'left' || site.parent.type === 'UpdateExpression';
    const crashes = site.hints.undefinedNames.has(propertyName(site.node) ?? '');
    if (site.node.type === 'MemberExpression' && dot >= 0 && !isTarget && !gap.includes('?.'))
      yield {
        start: at + dot,
        end: at + dot + (site.node.computed ? 0 : 1),
        text: '?.',
        weight: crashes ? 3 : 0.5,
      };
    if (site.node.type === 'OptionalMemberExpression' && site.node.optional)
      yield {
        start: at + gap.indexOf('?.'),
        end: at + gap.indexOf('?.') + 2,
        text: site.node.computed ? '' : '.',
        weight: 0.5,
      };
  },
);
