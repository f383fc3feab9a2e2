import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit, type Scalar } from 'yaml';

export type YamlPath = readonly (string | number)[];

/** Characters from the beginning of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands or is about to be written at a place of a YAML text. */
export interface YamlPlace {
  readonly kind: 'key' | 'value';
  /** Of a key: its section. Of a value: its key, last. */
  readonly path: YamlPath;
  /** The word around the place, to be replaced. */
  readonly word: Span;
  /** The keys that the section has besides this one. */
  readonly siblings: readonly string[];
  /** Columns of the line up to the word. */
  readonly indent: number;
}

const HERE = 'place-of-the-cursor';
const WORD = /[\w./\\@:-]/u;

/** Returns what may be written at an offset, also where the text around it is not complete yet; undefined in comments and where nothing can be told. */
export function yamlPlaceAt(text: string, offset: number): YamlPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const word = wordAround(text, offset);
  const kind = /:\s+$/u.test(text.slice(lineStart, word.start)) ? 'value' : 'key';
  const rest = text.slice(word.end);
  const completed = kind === 'key' && !/^\s*:(\s|$)/u.test(rest) ? `${HERE}: 0` : HERE;
  const found = findHere(`${text.slice(0, word.start)}${completed}${rest}`);
  if (found === undefined || found.kind !== kind) return undefined;
  return { ...found, word, indent: word.start - lineStart };
}

/** Returns the path of the key that an offset stands on; undefined elsewhere. */
export function keyPathAt(
  text: string,
  offset: number,
): { readonly path: YamlPath; readonly span: Span } | undefined {
  let found: { path: YamlPath; span: Span } | undefined;
  visit(parseDocument(text, { logLevel: 'silent' }), {
    Pair(_, pair, ancestors) {
      const span = spanOf(pair.key);
      if (span === undefined || !isScalar(pair.key)) return;
      if (span.start <= offset && offset <= span.end)
        found = { path: [...pathOf(ancestors), String(pair.key.value)], span };
    },
  });
  return found;
}

/** Returns every text that stands under a key of this name, with its place. */
export function valuesOf(
  text: string,
  key: string,
): { readonly value: string; readonly span: Span; readonly path: YamlPath }[] {
  const found: { value: string; span: Span; path: YamlPath }[] = [];
  visit(parseDocument(text, { logLevel: 'silent' }), {
    Pair(_, pair, ancestors) {
      const span = spanOf(pair.value);
      if (!isScalar(pair.key) || pair.key.value !== key || span === undefined) return;
      if (!isScalar(pair.value) || typeof pair.value.value !== 'string') return;
      found.push({ value: pair.value.value, span, path: [...pathOf(ancestors), key] });
    },
  });
  return found;
}

/** Returns line and column, counted from 0. */
export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = new LineCounter();
  parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(0, line - 1), column: Math.max(0, col - 1) };
}

function wordAround(text: string, offset: number): Span {
  let start = offset;
  while (start > 0 && WORD.test(text[start - 1] ?? '') && !endsKey(text, start - 1)) start -= 1;
  let end = offset;
  while (end < text.length && WORD.test(text[end] ?? '') && !endsKey(text, end)) end += 1;
  return { start, end };
}

/** A colon before white space ends a key; one inside a word is part of it. */
function endsKey(text: string, offset: number): boolean {
  return text[offset] === ':' && /^(\s|$)/u.test(text.slice(offset + 1, offset + 2));
}

function findHere(text: string): Pick<YamlPlace, 'kind' | 'path' | 'siblings'> | undefined {
  let found: Pick<YamlPlace, 'kind' | 'path' | 'siblings'> | undefined;
  visit(parseDocument(text, { logLevel: 'silent' }), {
    Scalar(key, node, ancestors) {
      if (node.value !== HERE) return;
      const path = pathOf(ancestors);
      found = {
        kind: key === 'key' ? 'key' : 'value',
        path: key === 'key' ? path.slice(0, -1) : path,
        siblings: siblingsOf(ancestors),
      };
      return visit.BREAK;
    },
  });
  return found;
}

function siblingsOf(ancestors: readonly unknown[]): string[] {
  const map = ancestors.findLast((node) => isMap(node));
  if (!isMap(map)) return [];
  return map.items.flatMap(({ key }) => (isScalar(key) && key.value !== HERE ? [String(key.value)] : []));
}

/** The keys and numbers that lead to the last of some nodes. */
function pathOf(ancestors: readonly unknown[]): (string | number)[] {
  return ancestors.flatMap((node, index): (string | number)[] => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    const next = ancestors[index + 1];
    return isSeq(node) && next !== undefined ? [node.items.indexOf(next)] : [];
  });
}

function spanOf(node: unknown): Span | undefined {
  const range = isScalar(node) ? (node as Scalar).range : undefined;
  return range === undefined || range === null ? undefined : { start: range[0], end: range[1] };
}
