import { replaceNode } from '../edit.ts';
import { operator } from '../operator.ts';
import { isUnused } from './unused-names.ts';
import { textOf, type Site } from '../site.ts';
import { bindsTightly, calleeName, isMember } from '../syntax/node-kinds.ts';

/** `x + 1` for `x`, where positions, lengths and limits stand. */
export const insertOffset = operator(
  'off by one',
  0.4,
  [
    'Identifier',
    'MemberExpression',
    'OptionalMemberExpression',
    'CallExpression',
    'BinaryExpression',
    'UnaryExpression',
  ],
  function* (site) {
    const chance = positional(site);
    if (chance === 0 || endsWithOffset(site)) return;
    const own = textOf(site, site.node);
    const text =
      bindsTightly(site.node) || /[-+*/%]/.test('operator' in site.node ? String(site.node.operator) : '')
        ? own
        : `(${own})`;
    yield replaceNode(site.node, `${text} + 1`, chance);
    yield replaceNode(site.node, `${text} - 1`, chance);
  },
);

const TAKES_POSITIONS =
  /^(slice|substring|substr|splice|charAt|charCodeAt|at|indexOf|lastIndexOf|repeat|padStart|padEnd|fill|min|max|get|set)$/;

function positional(site: Site): number {
  const { parent, field } = site;
  if (site.node.type === 'UnaryExpression' && site.node.operator !== '-') return 0;
  if (isMember(parent)) return field === 'property' && parent.computed ? 1 : 0;
  if (parent.type === 'CallExpression' && field === 'arguments')
    return TAKES_POSITIONS.test(calleeName(parent.callee) ?? '') ? 0.9 : isNumeric(site) ? 0.35 : 0;
  if (parent.type === 'BinaryExpression' && /^[<>]=?$|^[=!]==?$/.test(parent.operator))
    return isNumeric(site) || field === 'right' ? 0.6 : 0.25;
  if (parent.type === 'BinaryExpression' && /^[-+*/%]$/.test(parent.operator))
    return isNumeric(site) ? 0.4 : 0.15;
  if (parent.type === 'VariableDeclarator' && field === 'init') return isNumeric(site) ? 0.6 : 0.15;
  if (parent.type === 'AssignmentExpression' && field === 'right') return isNumeric(site) ? 0.5 : 0.1;
  if (parent.type === 'ReturnStatement' || (parent.type === 'ArrowFunctionExpression' && field === 'body'))
    return isNumeric(site) ? 0.6 : 0.2;
  return parent.type === 'ObjectProperty' && field === 'value' ? (isNumeric(site) ? 0.4 : 0.1) : 0;
}

function isNumeric(site: Site): boolean {
  if (site.node.type === 'BinaryExpression') return /^[-*/%]$/.test(site.node.operator);
  const named =
    site.parent.type === 'VariableDeclarator' && site.parent.id.type === 'Identifier'
      ? site.parent.id.name
      : '';
  return isMeasure(textOf(site, site.node)) || (named !== '' && isMeasure(named));
}

function isMeasure(text: string): boolean {
  return (
    /(length|size|count|index|pos|position|start|end|width|height|depth|level|month|day|year|total|offset|limit|max|min|num|^[a-z])$/i.test(
      text,
    ) ||
    /^(Math\.\w+|Number|parseInt)\(/.test(text) ||
    /(indexOf|getMonth|getUTCMonth|getDay|charCodeAt)\([^)]*\)$/i.test(text)
  );
}

// `x - 1` is the business of `superfluous operand` and `wrong number`.
function endsWithOffset(site: Site): boolean {
  return (
    site.node.type === 'BinaryExpression' &&
    /^[-+]$/.test(site.node.operator) &&
    site.node.right.type === 'NumericLiteral'
  );
}

/** An operand is missing: `a` for `a * b`; the names at hand are the material. */
export const addOperand = operator(
  'missing operand',
  0.12,
  ['Identifier', 'MemberExpression', 'CallExpression'],
  function* (site) {
    const given =
      site.parent.type === 'ReturnStatement' ||
      (site.parent.type === 'ArrowFunctionExpression' && site.field === 'body') ||
      ((site.parent.type === 'VariableDeclarator' || site.parent.type === 'AssignmentExpression') &&
        /^(init|right)$/.test(site.field)) ||
      (site.parent.type === 'CallExpression' && site.field === 'arguments') ||
      (site.parent.type === 'ObjectProperty' && site.field === 'value' && !site.parent.shorthand);
    if (!given || !isNumeric(site)) return;
    const own = textOf(site, site.node);
    const near = site
      .names()
      .filter(
        (name) =>
          name.name !== own && name.distance < 2 && name.kind !== 'function' && name.kind !== 'import',
      );
    for (const { name } of near.slice(0, 4)) {
      for (const measure of isMeasure(name) ? [name] : [`${name}.length`, name])
        for (const [sign, weight] of [
          ['-', 1],
          ['+', 0.9],
          ['*', 0.7],
          ['/', 0.4],
        ] as const)
          yield replaceNode(
            site.node,
            `${own} ${sign} ${measure}`,
            weight * (isUnused(name, site.source) ? 2 : 1),
          );
    }
    const root = /^[\w$]+/.exec(own)?.[0] ?? '';
    for (const member of [...(site.vocabulary.membersOf.get(root)?.keys() ?? [])]
      .filter((one) => !own.endsWith(`.${one}`))
      .slice(0, 3))
      for (const sign of ['+', '-']) yield replaceNode(site.node, `${root}.${member} ${sign} ${own}`, 0.7);
  },
);

/** `i++` for `i--`, `++i` for `i++`. */
export const update = operator('++ or --', 0.7, ['UpdateExpression'], function* (site) {
  const argument = textOf(site, site.node.argument);
  const other = site.node.operator === '++' ? '--' : '++';
  yield replaceNode(site.node, site.node.prefix ? other + argument : argument + other);
  const valueUnused = site.parent.type === 'ExpressionStatement' || site.field === 'update';
  if (!valueUnused)
    yield replaceNode(
      site.node,
      site.node.prefix ? argument + site.node.operator : site.node.operator + argument,
      0.6,
    );
});
