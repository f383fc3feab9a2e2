import { isAlias, isCollection, isMap, isPair, isScalar, parseAllDocuments, Parser, Scalar } from 'yaml';
import type { Document } from 'yaml';
import { piece } from '../syntax/form-parts.ts';

/**
 * Returns what a YAML file says, in a form that layout does not change: its values with their order, tags, anchors and
 * aliases, and its comments with the values that they stand between. A value without quotes stays as it is written, since
 * other readers may take `yes` or `1.0` for something else; undefined where the file has faults.
 */
export function yamlMeaning(text: string): string | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false, merge: false });
  if (!Array.isArray(documents)) return undefined;
  const said: Said[] = [...new Parser().parse(text)].flatMap(commentsIn);
  let shape = '';
  for (const document of documents as readonly Document.Parsed[]) {
    if (document.errors.length > 0 || document.warnings.length > 0) return undefined;
    const { yaml, tags } = document.directives;
    shape += `document ${piece(JSON.stringify([yaml, tags]))}${written(document.contents, said)}`;
  }
  said.sort((one, other) => one.at - other.at);
  return shape + said.map(({ what }) => what).join('');
}

/** A comment or a value with its place: comments keep their place among the values. */
interface Said {
  readonly at: number;
  readonly what: string;
}

function written(node: unknown, said: Said[]): string {
  if (isPair(node)) return `(${written(node.key, said)}:${written(node.value, said)})`;
  if (isAlias(node)) return `*${piece(node.source)}`;
  if (isCollection(node)) {
    const items = node.items.map((item) => written(item, said)).join('');
    return `${properties(node)}${isMap(node) ? 'map' : 'list'}[${items}]`;
  }
  if (!isScalar(node)) return '-';
  const what = scalar(node);
  if (node.range) said.push({ at: node.range[0], what });
  return properties(node) + what;
}

function properties({ tag, anchor }: { readonly tag?: string; readonly anchor?: string }): string {
  return `${tag === undefined ? '' : `!${piece(tag)}`}${anchor === undefined ? '' : `&${piece(anchor)}`}`;
}

function scalar({ type, source, value }: Scalar): string {
  if (type === Scalar.PLAIN) return `plain ${piece((source ?? '').replace(/\s+/g, ' '))}`;
  return `text ${piece(String(value))}`;
}

function commentsIn(token: unknown): Said[] {
  if (Array.isArray(token)) return token.flatMap(commentsIn);
  if (typeof token !== 'object' || token === null) return [];
  const { type, offset, source } = token as { type?: unknown; offset?: unknown; source?: unknown };
  if (type === 'comment' && typeof offset === 'number')
    return [{ at: offset, what: `#${piece(String(source).replace(/\s+/g, ''))}` }];
  return Object.values(token).flatMap(commentsIn);
}
