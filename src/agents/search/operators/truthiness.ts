import type { BinaryExpression } from '@babel/types';
import { replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { bindsTightly } from '../syntax/node-kinds.ts';

/** 0, '' and NaN are not nothing: `!x` for `x === undefined`. */
export const truthiness = operator(
  'truthiness',
  0.25,
  ['UnaryExpression', 'Identifier', 'MemberExpression', 'OptionalMemberExpression', 'BinaryExpression'],
  function* (site): Generator<Edit> {
    if (
      !/^(test|left|right)$/.test(site.field) ||
      !/^(IfStatement|ConditionalExpression|LogicalExpression)$/.test(site.parent.type)
    )
      return;
    if (site.node.type === 'BinaryExpression') {
      yield* bothWays(site, site.node);
    } else if (site.node.type === 'UnaryExpression') {
      if (site.node.operator !== '!' || !bindsTightly(site.node.argument)) return;
      for (const [check, weight] of [
        ['=== undefined', 1],
        ['== null', 0.8],
        ['=== null', 0.6],
      ] as const)
        yield replaceNode(site.node, `${textOf(site, site.node.argument)} ${check}`, weight);
    } else if (site.field === 'test' || site.parent.type === 'LogicalExpression')
      for (const [check, weight] of [
        ['!== undefined', 1],
        ['!= null', 0.8],
        ['!== null', 0.6],
        ['.length > 0', 0.5],
      ] as const)
        yield replaceNode(
          site.node,
          `${textOf(site, site.node)}${check.startsWith('.') ? '' : ' '}${check}`,
          weight,
        );
  },
);

// `x === true` for `x !== false`, `x === null` for `x == null`.
function* bothWays(site: Site, { left, right, operator: sign }: BinaryExpression): Generator<Edit> {
  if (!/^[=!]==$/.test(sign)) return;
  const value = textOf(site, right);
  const opposite = sign === '===' ? '!==' : '===';
  if (value === 'true' || value === 'false')
    yield replaceNode(site.node, `${textOf(site, left)} ${opposite} ${value === 'true' ? 'false' : 'true'}`);
  if (value === 'null' || value === 'undefined')
    yield replaceNode(site.node, `${textOf(site, left)} ${sign.slice(0, 2)} null`, 1.5);
}
