import type { Node } from '@babel/types';
import { replaceNode } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { bindsTightly } from '../syntax/node-kinds.ts';

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
    if (!isComparison)
      yield replaceNode(test, negated(site, test), test.type === 'LogicalExpression' ? 0.5 : 1);
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
  [
    'CallExpression',
    'OptionalCallExpression',
    'Identifier',
    'MemberExpression',
    'OptionalMemberExpression',
    'LogicalExpression',
    'BinaryExpression',
  ],
  function* (site) {
    const given =
      (site.parent.type === 'ReturnStatement' ||
        (site.parent.type === 'ArrowFunctionExpression' && site.field === 'body')) &&
      /CallExpression$|^LogicalExpression$/.test(site.node.type);
    const isOperand =
      site.parent.type === 'LogicalExpression' &&
      /CallExpression$|^Identifier$|MemberExpression$/.test(site.node.type);
    if (isOperand) yield replaceNode(site.node, negated(site, site.node));
    else if (given) yield replaceNode(site.node, negated(site, site.node), 0.7);
  },
);

/** A sign is missing or superfluous: `-x` for `x`. */
export const insertMinus = operator(
  'missing -',
  0.2,
  ['Identifier', 'MemberExpression', 'CallExpression'],
  function* (site) {
    const given =
      site.parent.type === 'ReturnStatement' ||
      (site.parent.type === 'ConditionalExpression' && site.field !== 'test');
    if (given && site.field !== 'callee') yield replaceNode(site.node, `-${textOf(site, site.node)}`);
  },
);

export const swapBranches = operator(
  'swapped branches',
  0.6,
  ['ConditionalExpression', 'IfStatement'],
  function* (site) {
    const { consequent, alternate } = site.node;
    if (!alternate || alternate.type === 'IfStatement') return;
    const [yes, no] = [textOf(site, consequent), textOf(site, alternate)];
    const between = site.source.text.slice(consequent.end ?? 0, alternate.start ?? 0);
    const weight = site.node.type === 'IfStatement' ? 0.4 : 1;
    if (yes !== no)
      yield { start: consequent.start ?? 0, end: alternate.end ?? 0, text: no + between + yes, weight };
  },
);

/** "Less specific if", and operands that should not be there: one side of an operator alone. */
export const dropOperand = operator(
  'superfluous operand',
  0.4,
  ['LogicalExpression', 'BinaryExpression'],
  function* (site) {
    const isLogical = site.node.type === 'LogicalExpression';
    if (!isLogical && !/^[-+*/%]$|^\*\*$/.test(site.node.operator)) return;
    yield replaceNode(site.node, textOf(site, site.node.left), 1);
    yield replaceNode(site.node, textOf(site, site.node.right), isLogical ? 1 : 0.5);
  },
);

/** One side of a condition is the whole branch: `a ? b : c` becomes `b` or `c`. */
export const dropBranch = operator('superfluous choice', 0.15, ['ConditionalExpression'], function* (site) {
  yield replaceNode(site.node, textOf(site, site.node.consequent));
  yield replaceNode(site.node, textOf(site, site.node.alternate));
});
