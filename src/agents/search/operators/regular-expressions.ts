import type { RegExpLiteral } from '@babel/types';
import { replaceNode, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';

/** Flags are missing or one too many; `g` above all. */
export const regexFlags = operator('wrong regex flag', 0.6, ['RegExpLiteral'], function* (site) {
  const { flags } = site.node;
  for (const [flag, weight] of [
    ['g', 1.2],
    ['i', 0.7],
    ['m', 0.3],
    ['s', 0.3],
    ['u', 0.2],
  ] as const) {
    const changed = flags.includes(flag) ? flags.replace(flag, '') : [...flags, flag].sort().join('');
    yield replaceNode(
      site.node,
      `/${site.node.pattern}/${changed}`,
      flags.includes(flag) ? weight * 0.5 : weight,
    );
  }
});

/** Small slips in the pattern: quantifiers, anchors, escapes, classes (Eghbali and Pradel, ASE 2020). */
export const regexPattern = operator('wrong regex', 0.35, ['RegExpLiteral'], function* (site) {
  yield* variants(site.node);
});

function* variants(node: RegExpLiteral): Generator<Edit> {
  const { pattern, flags } = node;
  const seen = new Set([pattern]);
  for (const [changed, weight] of patternChoices(pattern)) {
    if (seen.has(changed) || !isRegex(changed, flags)) continue;
    seen.add(changed);
    yield replaceNode(node, `/${changed}/${flags}`, weight);
  }
}

function* patternChoices(pattern: string): Generator<[string, number]> {
  if (!pattern.startsWith('^')) yield [`^${pattern}`, 0.7];
  else yield [pattern.slice(1), 0.5];
  if (!pattern.endsWith('$')) yield [`${pattern}$`, 0.7];
  else yield [pattern.slice(0, -1), 0.5];
  for (const { token, index } of tokens(pattern)) yield* tokenChoices(pattern, token, index);
  const anchored = /^\^(.+)$/.exec(pattern)?.[1];
  if (anchored !== undefined) yield [`${pattern}|${anchored}$`, 0.5];
}

function* tokenChoices(pattern: string, token: string, index: number): Generator<[string, number]> {
  const put = (text: string): string => pattern.slice(0, index) + text + pattern.slice(index + token.length);
  const swap = SWAPS[token];
  if (swap !== undefined) for (const other of swap) yield [put(other), 0.8];
  if (token === '.') yield [put('\\.'), 0.8];
  if (/^\{\d+(,\d*)?\}$/.test(token)) for (const other of counts(token)) yield [put(other), 0.7];
  if (token.startsWith('[')) for (const [other, weight] of classes(token)) yield [put(other), weight];
  if (/^(\\[dwsDWS]|\[.*\])$/.test(token) && !/^[*+?{]/.test(pattern.slice(index + token.length)))
    yield* [
      [put(`${token}+`), 0.5],
      [put(`${token}*`), 0.4],
      [put(`${token}?`), 0.4],
    ] as [string, number][];
  if (token === ')' && !/^[*+?{]/.test(pattern.slice(index + 1)))
    yield* [
      [put(')?'), 0.5],
      [put(')*'), 0.3],
      [put(')+'), 0.3],
    ] as [string, number][];
}

const SWAPS: Readonly<Record<string, readonly string[]>> = {
  '*': ['+', '*?', '?', ''],
  '+': ['*', '+?', ''],
  '?': ['', '*'],
  '\\d': ['\\w', '\\D', '\\s'],
  '\\w': ['\\d', '\\S', '[\\w-]', '\\W'],
  '\\s': ['\\S', ' '],
  '\\S': ['\\s', '\\w'],
  '\\D': ['\\d'],
  '\\W': ['\\w'],
  '\\b': ['\\B', ''],
  '\\.': ['.'],
};

function counts(token: string): string[] {
  const [low = 0, high] = token.slice(1, -1).split(',').map(Number);
  const open = token.includes(',');
  const made = open
    ? [
        `{${low + 1},${high || ''}}`,
        `{${Math.max(0, low - 1)},${high || ''}}`,
        `{${low}}`,
        ...(high ? [`{${low},${high + 1}}`, `{${low},${high - 1}}`, `{${low},}`] : []),
      ]
    : [`{${low + 1}}`, `{${Math.max(0, low - 1)}}`, `{1,${low}}`, `{${low},}`];
  return made;
}

const RANGES = ['a-z', 'A-Z', '0-9', '_', '-', '.', "'", '"', '/', ' '];

function classes(token: string): [string, number][] {
  const inner = token.slice(1, -1);
  const inverted = inner.startsWith('^') ? `[${inner.slice(1)}]` : `[^${inner}]`;
  const widened = RANGES.filter((range) => !inner.includes(range)).map((range) =>
    range === '-' ? `[${inner}-]` : `[${inner}${range}]`,
  );
  const completed = inner
    .replace(/([b-z])-z/, 'a-z')
    .replace(/a-[a-y]/, 'a-z')
    .replace(/([1-9])-9/, '0-9')
    .replace(/0-[1-8]/, '0-9');
  const others = [inverted, ...widened].map((text): [string, number] => [text, 0.5]);
  return completed === inner ? others : [[`[${completed}]`, 2], ...others];
}

/** Yields the pattern's tokens: escapes, classes, counts and single signs. */
function* tokens(pattern: string): Generator<{ token: string; index: number }> {
  for (const match of pattern.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[\s\S]/g))
    yield { token: match[0], index: match.index };
}

function isRegex(pattern: string, flags: string): boolean {
  try {
    return new RegExp(pattern, flags).source !== '' && pattern !== '';
  } catch {
    // Not a pattern: the edit is left out.
    return false;
  }
}
