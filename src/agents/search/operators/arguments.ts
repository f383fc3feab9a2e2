import type { Node } from '@babel/types';
import { insertAt, replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf, type Site } from '../site.ts';
import { calleeName } from '../syntax/node-kinds.ts';

/** "Same function, swapped arguments". */
export const swapArguments = operator(
  'swapped arguments',
  0.45,
  ['CallExpression', 'OptionalCallExpression', 'NewExpression'],
  function* (site) {
    yield* swappedNeighbours(site, site.node.arguments);
  },
);

/** The same slip with parameters, list items and template pieces. */
export const swapItems = operator(
  'swapped items',
  0.2,
  ['ArrayExpression', 'TemplateLiteral', 'ArrayPattern'],
  function* (site) {
    const items = site.node.type === 'TemplateLiteral' ? site.node.expressions : site.node.elements;
    if (items.length <= 4)
      yield* swappedNeighbours(
        site,
        items.filter((item): item is NonNullable<typeof item> => item !== null),
      );
  },
);

/** `{ ...a, b }` for `{ b, ...a }`: what comes later wins. */
export const swapProperties = operator('swapped properties', 0.2, ['ObjectExpression'], function* (site) {
  if (site.node.properties.some((property) => property.type === 'SpreadElement'))
    yield* swappedNeighbours(site, site.node.properties);
});

/** `a - b` for `b - a`: comparators of sorts above all. */
export const swapOperands = operator('swapped operands', 0.5, ['BinaryExpression'], function* (site) {
  const { left, right, operator: sign } = site.node;
  if (!/^[-/%]$|^\*\*$|^[<>]=?$/.test(sign) && !(sign === '+' && joinsText(site.node.left, site.node.right)))
    return;
  const isComparator = sign === '-' && site.parent.type !== 'BinaryExpression';
  const isComparison = /[<>]/.test(sign);
  const [a, b] = [textOf(site, left), textOf(site, right)];
  const between = site.source.text.slice(left.end ?? 0, right.start ?? 0);
  if (a !== b && !(left.type === 'BinaryExpression' && !left.extra?.['parenthesized']))
    yield replaceNode(site.node, b + between + a, isComparator ? 1.2 : isComparison ? 0.25 : 0.8);
});

function joinsText(left: Node, right: Node): boolean {
  return [left, right].some((side) => /^(String|Template)Literal$/.test(side.type));
}

/** "Same function, fewer arguments". */
export const dropArgument = operator(
  'superfluous argument',
  0.2,
  ['CallExpression', 'OptionalCallExpression', 'NewExpression'],
  function* (site) {
    const given = site.node.arguments;
    const last = given.at(-1);
    if (last === undefined) return;
    const start = given.length === 1 ? last.start : given.at(-2)?.end;
    yield { start: start ?? 0, end: last.end ?? 0, text: '', weight: given.length === 1 ? 0.6 : 1 };
    const first = given[0];
    if (given.length > 1 && first)
      yield { start: first.start ?? 0, end: given[1]?.start ?? 0, text: '', weight: 0.4 };
  },
);

const USUAL: Readonly<Record<string, readonly string[]>> = {
  parseInt: ['10'],
  reduce: ['0', "''", '[]', '{}'],
  toString: ['10', '2', '16'],
  join: ["''", "', '", "' '", "'\\n'"],
  split: ["''", "' '", "','"],
  sort: ['(a, b) => a - b', '(a, b) => b - a'],
  stringify: ['null, 2'],
  flat: ['Infinity'],
  fill: ['0', 'null'],
  padStart: ["'0'", "' '"],
  padEnd: ["'0'", "' '"],
  slice: ['1', '0, -1', '-1'],
  toFixed: ['2', '0'],
  localeCompare: [],
};

/** "Same function, more arguments": the callee's own parameter names say what is missing. */
export const addArgument = operator(
  'missing argument',
  0.4,
  ['CallExpression', 'OptionalCallExpression', 'NewExpression'],
  function* (site): Generator<Edit> {
    const { callee, arguments: given } = site.node;
    const name = calleeName(callee) ?? '';
    const at = (given.at(-1)?.end ?? (site.node.end ?? 0) - 1) as number;
    const glue = given.length > 0 ? ', ' : '';
    let weight = 1.2;
    for (const text of argumentChoices(site, name, given.length)) {
      yield insertAt(at, glue + text, weight);
      weight *= 0.7;
      if (weight < 0.15) return;
    }
  },
);

function argumentChoices(site: Site, name: string, count: number): string[] {
  const parameters = site.vocabulary.parametersOf.get(name);
  const visible = site
    .names()
    .filter((one) => one.kind === 'parameter' || (one.kind === 'variable' && one.distance < 3))
    .map((one) => one.name);
  const wanted = parameters?.[count];
  if (parameters !== undefined && wanted === undefined) return [];
  const literals = /^(join|split|padStart|padEnd|replace|replaceAll|includes|startsWith|endsWith)$/.test(name)
    ? [...site.vocabulary.strings.keys()].filter((text) => text.length <= 5).slice(0, 4)
    : [];
  const usual = count <= 1 ? [...(USUAL[name] ?? []).slice(0, 3), ...literals] : [];
  const pattern = patternArgument(wanted, visible);
  const sameName = wanted !== undefined && visible.includes(wanted) ? [wanted] : [];
  const properties =
    wanted === undefined
      ? []
      : [...site.vocabulary.membersOf]
          .filter(([, names]) => names.has(wanted))
          .map(([object]) => `${object}.${wanted}`);
  const own = new Set(callTexts(site));
  const options = [...pattern, ...sameName, ...usual, ...properties.slice(0, 2), ...visible.slice(0, 4)];
  return options.filter((text) => !own.has(text));
}

// A parameter that takes an object apart is given one with the names at hand.
function patternArgument(wanted: string | undefined, visible: readonly string[]): string[] {
  if (wanted === undefined || !wanted.startsWith('{')) return [];
  const names = (wanted.match(/[\w$]+/g) ?? []).filter((name) => visible.includes(name));
  const whole = visible.filter((name) => /^(options|opts|config|settings)$/.test(name));
  return [...(names.length > 0 ? [`{ ${names.join(', ')} }`] : []), ...whole];
}

function callTexts(site: Site): string[] {
  return 'arguments' in site.node ? (site.node.arguments as Node[]).map((one) => textOf(site, one)) : [];
}

/** Yields edits that swap two neighbours of a list, the text between them kept. */
export function* swappedNeighbours(site: Site, items: readonly Node[]): Generator<Edit> {
  for (let index = 0; index + 1 < items.length; index += 1) {
    const [a, b] = [items[index] as Node, items[index + 1] as Node];
    const [first, second] = [textOf(site, a), textOf(site, b)];
    const between = site.source.text.slice(a.end ?? 0, b.start ?? 0);
    if (first !== second)
      yield { start: a.start ?? 0, end: b.end ?? 0, text: second + between + first, weight: 1 };
  }
}
