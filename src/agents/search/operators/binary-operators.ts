import { replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import type { AssignmentExpression, BinaryExpression, LogicalExpression, Node } from '@babel/types';

type Alternatives = Readonly<Record<string, readonly (readonly [string, number])[]>>;

const COMPARISONS: Alternatives = {
  '<': [
    ['<=', 1],
    ['>', 0.5],
    ['>=', 0.35],
    ['!==', 0.1],
  ],
  '<=': [
    ['<', 1],
    ['>=', 0.5],
    ['>', 0.35],
  ],
  '>': [
    ['>=', 1],
    ['<', 0.5],
    ['<=', 0.35],
    ['!==', 0.15],
    ['===', 0.1],
  ],
  '>=': [
    ['>', 1],
    ['<=', 0.5],
    ['<', 0.35],
  ],
  '===': [
    ['!==', 0.8],
    ['==', 0.2],
    ['>=', 0.12],
    ['<=', 0.12],
    ['>', 0.08],
    ['<', 0.08],
  ],
  '!==': [
    ['===', 0.8],
    ['!=', 0.25],
    ['>', 0.1],
    ['<', 0.1],
  ],
  '==': [
    ['!=', 0.8],
    ['===', 0.35],
    ['>=', 0.1],
    ['<=', 0.1],
  ],
  '!=': [
    ['==', 0.8],
    ['!==', 0.35],
  ],
};

const ARITHMETIC: Alternatives = {
  '+': [
    ['-', 1],
    ['*', 0.35],
    ['/', 0.1],
  ],
  '-': [
    ['+', 1],
    ['*', 0.15],
    ['/', 0.15],
    ['%', 0.1],
  ],
  '*': [
    ['/', 1],
    ['+', 0.5],
    ['**', 0.45],
    ['-', 0.15],
  ],
  '/': [
    ['*', 1],
    ['%', 0.4],
    ['-', 0.2],
  ],
  '%': [
    ['/', 0.8],
    ['*', 0.3],
  ],
  '**': [['*', 1]],
  '&': [
    ['|', 1],
    ['&&', 0.3],
  ],
  '|': [
    ['&', 1],
    ['||', 0.3],
    ['^', 0.3],
  ],
  '^': [
    ['|', 0.6],
    ['&', 0.6],
    ['**', 0.3],
  ],
  '<<': [['>>', 1]],
  '>>': [
    ['<<', 1],
    ['>>>', 0.6],
  ],
  '>>>': [
    ['>>', 1],
    ['<<', 0.5],
  ],
};

const LOGICAL: Alternatives = {
  '&&': [
    ['||', 1],
    ['??', 0.1],
  ],
  '||': [
    ['&&', 1],
    ['??', 0.5],
  ],
  '??': [
    ['||', 0.7],
    ['&&', 0.25],
  ],
};

const ASSIGNMENTS: Alternatives = {
  '+=': [
    ['-=', 1],
    ['=', 0.8],
    ['*=', 0.3],
  ],
  '-=': [
    ['+=', 1],
    ['=', 0.5],
  ],
  '*=': [
    ['/=', 0.8],
    ['+=', 0.6],
    ['=', 0.3],
  ],
  '/=': [
    ['*=', 1],
    ['-=', 0.3],
  ],
  '%=': [
    ['/=', 0.6],
    ['*=', 0.3],
  ],
  '||=': [
    ['??=', 0.6],
    ['=', 0.5],
    ['&&=', 0.3],
  ],
  '??=': [
    ['||=', 0.6],
    ['=', 0.5],
  ],
  '&&=': [
    ['||=', 0.6],
    ['=', 0.5],
  ],
  '|=': [
    ['&=', 1],
    ['=', 0.4],
  ],
  '&=': [
    ['|=', 1],
    ['=', 0.4],
  ],
};

/** `<` for `<=`, `===` for `!==`: "change binary operator"; boundaries are the commonest of them. */
export const comparison = operator('comparison', 1, ['BinaryExpression'], (site) =>
  alternatives(site, COMPARISONS[site.node.operator]),
);

/** `+` for `-`: left alone where a literal says that text is joined. */
export const arithmetic = operator('arithmetic operator', 0.75, ['BinaryExpression'], (site) => {
  const joinsText = [site.node.left, site.node.right].some((side) =>
    /^(String|Template)Literal$/.test(side.type),
  );
  return joinsText ? [] : alternatives(site, ARITHMETIC[site.node.operator]);
});

export const logical = operator('logical operator', 0.9, ['LogicalExpression'], (site) =>
  alternatives(site, LOGICAL[site.node.operator]),
);

/** `+=` for `=` and the like. */
export const assignment = operator('assignment operator', 0.7, ['AssignmentExpression'], (site) => {
  if (site.node.operator !== '=') return alternatives(site, ASSIGNMENTS[site.node.operator]);
  const isStatement = site.parent.type === 'ExpressionStatement' || site.field === 'update';
  const makesNew = /^(Array|Object|Function|ArrowFunction|New)Expression$/.test(site.node.right.type);
  if (makesNew)
    return alternatives(site, [
      ['??=', 0.6],
      ['||=', 0.3],
    ]);
  if (!isStatement) return [];
  return alternatives(site, [
    ['+=', 0.7],
    ['-=', 0.25],
    ['??=', 0.25],
    ['||=', 0.15],
    ['*=', 0.1],
  ]);
});

function* alternatives(
  site: Site<BinaryExpression | LogicalExpression | AssignmentExpression>,
  choices: readonly (readonly [string, number])[] | undefined,
): Generator<Edit> {
  const at = operatorPosition(site);
  if (at === undefined) return;
  for (const [sign, weight] of choices ?? []) {
    if (needsParentheses(site, sign)) {
      const inner = `${textOf(site, site.node.left)} ${sign} ${textOf(site, site.node.right)}`;
      yield replaceNode(site.node, `(${inner})`, weight);
    } else yield { start: at, end: at + site.node.operator.length, text: sign, weight };
  }
}

// Keeps the tree: `a && b || c` with the first sign changed must stay `(a || b) || c`, and `??` never mixes with others.
function needsParentheses(
  site: Site<BinaryExpression | LogicalExpression | AssignmentExpression>,
  sign: string,
): boolean {
  if (site.node.type === 'AssignmentExpression' || site.node.extra?.['parenthesized']) return false;
  const { type } = site.parent;
  if (site.node.type === 'LogicalExpression') return type === 'LogicalExpression';
  return type === 'BinaryExpression' && /^[-+]$/.test(sign) && /[*/%]/.test(site.node.operator);
}

function operatorPosition(
  site: Site<BinaryExpression | LogicalExpression | AssignmentExpression>,
): number | undefined {
  const { left, right, operator: sign } = site.node;
  const from = (left as Node).end ?? 0;
  const between = site.source.text.slice(from, right.start ?? 0);
  const at = between.indexOf(sign);
  return at < 0 ? undefined : from + at;
}
