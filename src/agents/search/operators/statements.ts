import type { Node, Statement } from '@babel/types';
import { insertAt, replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { enclosingFunction, isFunction } from '../syntax/node-kinds.ts';

const SIMPLE = [
  'ExpressionStatement',
  'IfStatement',
  'ReturnStatement',
  'ContinueStatement',
  'BreakStatement',
  'ThrowStatement',
  'VariableDeclaration',
  'ForStatement',
  'ForOfStatement',
  'WhileStatement',
] as const;

function inList(site: Site): readonly Statement[] | undefined {
  const list = (site.parent as unknown as Record<string, unknown>)[site.field];
  return Array.isArray(list) ? (list as Statement[]) : undefined;
}

/** A statement is one too many. */
export const deleteStatement = operator(
  'superfluous statement',
  0.25,
  [
    'ExpressionStatement',
    'ReturnStatement',
    'ContinueStatement',
    'BreakStatement',
    'IfStatement',
    'ThrowStatement',
  ],
  function* (site) {
    if (inList(site) === undefined) return;
    const weight = site.node.type === 'IfStatement' ? 0.6 : site.node.type === 'ReturnStatement' ? 0.3 : 1;
    yield replaceNode(site.node, '', weight);
  },
);

/** Two neighbours are in the wrong order. */
export const swapStatements = operator('swapped statements', 0.3, [...SIMPLE], function* (site) {
  const list = inList(site);
  const at = list?.indexOf(site.node) ?? -1;
  if (list === undefined || at < 1) return;
  const first = at - 1;
  yield moved(site, list, at, first, 1);
  if (at >= 2) yield moved(site, list, at, at - 2, 0.5);
  if (at + 1 < list.length) yield moved(site, list, first, at + 1, 0.5);
});

// Takes the statement at `from` out and puts it at `to`; the gaps between statements stay where they are.
function moved(site: Site, list: readonly Statement[], from: number, to: number, weight: number): Edit {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const stretch = list.slice(low, high + 1);
  const order =
    from < to
      ? [...stretch.slice(1), stretch[0] as Statement]
      : [stretch.at(-1) as Statement, ...stretch.slice(0, -1)];
  let text = '';
  order.forEach((node, index) => {
    text += textOf(site, node);
    const [left, right] = [stretch[index], stretch[index + 1]];
    if (left && right) text += site.source.text.slice(left.end ?? 0, right.start ?? 0);
  });
  return { start: stretch[0]?.start ?? 0, end: stretch.at(-1)?.end ?? 0, text, weight };
}

/** The value is computed and thrown away: `return` is missing. */
export const insertReturn = operator('missing return', 0.5, ['ExpressionStatement'], function* (site) {
  if (enclosingFunction(site.ancestors) === undefined) return;
  const isAssignment = /^(AssignmentExpression|UpdateExpression)$/.test(site.node.expression.type);
  const isLast = inList(site)?.at(-1) === site.node;
  yield insertAt(site.node.start ?? 0, 'return ', isAssignment ? 0.15 : isLast ? 1 : 0.4);
});

/** What a function or loop should end with: `return this`, `return x`, `break`. */
export const appendStatement = operator(
  'missing last statement',
  0.3,
  ['BlockStatement', 'SwitchCase'],
  function* (site): Generator<Edit> {
    const isCase = site.node.type === 'SwitchCase';
    const list = site.node.type === 'SwitchCase' ? site.node.consequent : site.node.body;
    const last = list.at(-1);
    if (last === undefined || /^(Return|Throw|Break|Continue)Statement$/.test(last.type)) return;
    const gap = `\n${indentationOf(site, last)}`;
    const at = last.end ?? 0;
    if (isCase) yield insertAt(at, `${gap}break;`, 2);
    else if (isFunction(site.parent))
      for (const [text, weight] of returnsFor(site)) yield insertAt(at, `${gap}return ${text};`, weight);
  },
);

function returnsFor(site: Site): [string, number][] {
  const isMethod = site.parent.type === 'ClassMethod' && site.parent.kind === 'method';
  const own = site.names().filter((name) => name.distance <= 1 && name.kind !== 'function');
  const named = own.map((name): [string, number] => [
    name.name,
    /^(result|out|output|copy|list|total|sum|acc)/.test(name.name) ? 1 : 0.4,
  ]);
  return [
    ...(isMethod ? [['this', 1.2] as [string, number]] : []),
    ...named.slice(0, 3),
    ['true', 0.2],
    ['false', 0.2],
  ];
}

function indentationOf(site: Site, node: Node): string {
  const before = site.source.text.slice(0, node.start ?? 0);
  return /[ \t]*$/.exec(before.slice(before.lastIndexOf('\n') + 1))?.[0] ?? '';
}

/** A statement is missing; what stands elsewhere in the file, close by above all, is the material (GenProg's assumption). */
export const copyStatement = operator(
  'missing statement',
  0.14,
  [...SIMPLE],
  function* (site): Generator<Edit> {
    if (inList(site) === undefined || enclosingFunction(site.ancestors) === undefined) return;
    const visible = new Set(site.names().map((name) => name.name));
    const around = textOf(site, enclosingFunction(site.ancestors) as Node);
    const ranked = site.vocabulary.statements
      .filter((one) => one.end <= (site.node.start ?? 0) || one.start >= (site.node.end ?? 0))
      .filter((one) => rootNames(one.text).every((name) => visible.has(name)) && isAllowed(site, one.text))
      .map((one) => ({ text: one.text, score: relevance(one.text, around) }))
      .concat(resets(site).map((text) => ({ text, score: 0.8 })));
    const unique = [
      ...new Map(ranked.sort((a, b) => a.score - b.score).map((one) => [one.text, one])).values(),
    ].sort((a, b) => b.score - a.score);
    const gap = `\n${indentationOf(site, site.node)}`;
    for (const { text, score } of unique.slice(0, 12)) {
      yield insertAt(site.node.start ?? 0, text + gap, score);
      if (isLastOf(site)) yield insertAt(site.node.end ?? 0, gap + text, score);
    }
  },
);

// Variables that go back to what they began with: `count = 0`.
function resets(site: Site): string[] {
  const outer = site
    .names()
    .filter(({ kind, constant, distance }) => kind === 'variable' && !constant && distance > 0);
  return outer.slice(0, 4).flatMap(({ name }) => {
    const first = new RegExp(
      `\\b(?:let|var) ${name.replaceAll('$', '\\$')}(?:: [^=;]+)? = (''|""|\\[\\]|\\{\\}|0|1|true|false|null);`,
    ).exec(site.source.text)?.[1];
    return first === undefined ? [] : [`${name} = ${first};`];
  });
}

function isLastOf(site: Site): boolean {
  return (
    inList(site)?.at(-1) === site.node && !/^(Return|Break|Continue|Throw)Statement$/.test(site.node.type)
  );
}

function relevance(text: string, around: string): number {
  const names = rootNames(text);
  const known = names.filter((name) => around.includes(name)).length / Math.max(1, names.length);
  const isCall = /^[\w$.]+\([^;]*\);?$/.test(text) ? 0.15 : 0;
  const isThere = around.includes(text) ? 0.3 : 0;
  return 0.4 + 0.4 * known + isCall - isThere;
}

function isAllowed(site: Site, text: string): boolean {
  const inLoop = site.ancestors
    .slice(site.ancestors.findLastIndex(isFunction))
    .some((node) => /^(For|While|DoWhile)/.test(node.type));
  return inLoop || !/\b(continue|break)\b/.test(text);
}

function rootNames(text: string): string[] {
  const bare = text.replace(/(['"`]).*?\1/g, '');
  const names = [...bare.matchAll(/(?<![.\w$#])[A-Za-z_$][\w$]*(?!\s*:)/g)].map((match) => match[0]);
  return names.filter((name) => !KEYWORDS.has(name));
}

const KEYWORDS = new Set(
  'if else return continue break throw new this typeof null undefined true false in of const let var await Error TypeError RangeError SyntaxError Math Number String Object Array Boolean Infinity NaN JSON void delete instanceof'.split(
    ' ',
  ),
);

/** `if` for `while`, and an `else` that is missing. */
export const changeFlow = operator(
  'wrong flow',
  0.3,
  ['IfStatement', 'WhileStatement', 'ContinueStatement', 'BreakStatement'],
  function* (site): Generator<Edit> {
    const start = site.node.start ?? 0;
    if (site.node.type === 'IfStatement') {
      if (!site.node.alternate) yield { start, end: start + 2, text: 'while', weight: 0.6 };
      const before = inList(site)?.[(inList(site)?.indexOf(site.node) ?? 0) - 1];
      if (before?.type === 'IfStatement' && !before.alternate) yield insertAt(start, 'else ', 0.8);
    } else if (site.node.type === 'WhileStatement') yield { start, end: start + 5, text: 'if', weight: 0.5 };
    else yield replaceNode(site.node, site.node.type === 'BreakStatement' ? 'continue;' : 'break;', 0.8);
  },
);

/** A guard is missing in front of a statement that cannot bear an empty value. */
export const insertGuard = operator(
  'missing guard',
  0.12,
  ['ExpressionStatement', 'ReturnStatement', 'VariableDeclaration', 'ForOfStatement'],
  function* (site): Generator<Edit> {
    const around = enclosingFunction(site.ancestors);
    if (around === undefined || inList(site)?.[0] !== site.node || site.ancestors.at(-2) !== around) return;
    const gap = `\n${indentationOf(site, site.node)}`;
    const crashed = site.hints.undefinedNames.size > 0 ? 2 : 1;
    for (const name of site
      .names()
      .filter((one) => one.kind === 'parameter' && one.distance <= 1)
      .slice(0, 2))
      for (const [test, result, weight] of GUARDS)
        yield insertAt(
          site.node.start ?? 0,
          `if (${test.replaceAll('$', name.name)}) return ${result};`.replace(' ;', ';') + gap,
          weight * crashed,
        );
  },
);

const GUARDS = [
  ['$ == null', '', 1],
  ['$ == null', '$', 0.6],
  ['!$', "''", 0.5],
  ['$.length === 0', '0', 0.5],
  ['$.length === 0', '[]', 0.4],
  ['!$', 'false', 0.4],
  ['$ == null', 'null', 0.5],
] as const;
