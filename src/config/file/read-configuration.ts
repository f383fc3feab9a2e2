import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Pair } from 'yaml';
import type { z } from 'zod';
import { KEY } from './fields.ts';
import { knownKeysAt, nearest } from './known-keys.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { configurationFile, type ConfigurationFile } from './schema.ts';

export type Path = readonly PropertyKey[];

const SYNTAX: About = { code: 'syntax' };
const SCHEMA: About = { code: 'schema' };

/** A configuration file that was read; `problemAt` points at a place in it. */
export interface ReadConfiguration {
  readonly file: string;
  readonly value: ConfigurationFile;
  readonly problems: readonly Problem[];
  readonly has: (path: Path) => boolean;
  readonly problemAt: (path: Path, message: string, about?: About) => Problem;
}

/** What a problem is, beyond its sentence. */
export interface About {
  readonly code: ProblemCode;
  readonly subject?: string;
}

/** Where words begin and end, as offsets into the text. */
type Span = readonly [start: number, end: number];

/** Returns what a configuration file says together with everything wrong in it; never throws. `file` is how it is called in sentences. */
export function readConfiguration(text: string, file: string): ReadConfiguration {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = ([start, end]: Span, message: string, { code, subject = undefined }: About): Problem => {
    const [from, to] = [lines.linePos(start), lines.linePos(Math.max(start, end))];
    return {
      file,
      line: Math.max(1, from.line),
      column: Math.max(1, from.col),
      endLine: Math.max(1, to.line),
      endColumn: Math.max(1, to.col),
      message,
      code,
      subject: subject ?? null,
    };
  };
  const problemAt = (path: Path, message: string, about: About = { code: 'other' }): Problem =>
    at(spanOf(document, path), message, about);
  const has = (path: Path): boolean => document.errors.length === 0 && document.hasIn(path);
  const malformed = document.errors.map((error) =>
    at(error.pos, `is not YAML: ${lowerFirst(error.message)}.`, SYNTAX),
  );
  if (malformed.length > 0) return { file, value: {}, problems: malformed, has, problemAt };
  const parsed = configurationFile.safeParse(contentOf(document));
  if (parsed.success) return { file, value: parsed.data, problems: [], has, problemAt };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, problemAt));
  return { file, value: {}, problems: problems.sort((a, b) => a.line - b.line), has, problemAt };
}

function contentOf(document: Document): unknown {
  return document.contents === null ? {} : (document.toJS() ?? {});
}

function problemsOf(issue: z.core.$ZodIssue, problemAt: ReadConfiguration['problemAt']): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problemAt([...issue.path, key], unknownKey(issue.path, key), SCHEMA));
  }
  if (issue.path.length === 0)
    return [problemAt([], 'must hold keys with values; write version: 1 to begin with.', SCHEMA)];
  const name = nameOf(issue.path);
  const message = issue.message.replaceAll(KEY, keyOf(issue.path));
  return [problemAt(issue.path, `${name} ${message}`, SCHEMA)];
}

function unknownKey(path: Path, key: string): string {
  const known = knownKeysAt(path);
  const meant = nearest(key, known);
  const what = `${nameOf([...path, key])} is not known here`;
  return meant === undefined ? `${what}; write one of ${known.join(', ')}.` : `${what}; write ${meant}.`;
}

function nameOf(path: Path): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

function keyOf(path: Path): string {
  return String(path.findLast((key) => typeof key === 'string'));
}

/** Where the key of a place stands; for something left out, where its section stands. */
function spanOf(document: Document, path: Path): Span {
  for (let length = path.length; length > 0; length -= 1) {
    const pair = pairAt(document, path.slice(0, length));
    if (pair !== undefined) return pair;
  }
  return [0, 0];
}

function pairAt(document: Document, path: Path): Span | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find((item: Pair) => isPair(item) && keyText(item.key) === String(last));
    return spanOfNode(pair?.key);
  }
  return spanOfNode(document.getIn(path, true));
}

function keyText(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function spanOfNode(node: unknown): Span | undefined {
  const range = (node as { readonly range?: readonly [number, number, number] | null } | undefined)?.range;
  return range === undefined || range === null ? undefined : [range[0], range[1]];
}

function lowerFirst(text: string): string {
  const line = text.split('\n')[0] ?? text;
  return line.charAt(0).toLowerCase() + line.slice(1).replace(/[.:]\s*$/u, '');
}
