// Each folder of parse/, apply/ and key/ is a test; README.md says what stands in one. A new one needs no code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits, parseAnswer, shippedGrammars, voteKeys, type Edit, type VoteKeys } from '../../src/edits/index.ts';

type Tree = ReadonlyMap<string, Uint8Array>;
type StoredFile =
  | string
  | null
  | { readonly text: string; readonly encoding: 'utf8' | 'utf16le' | 'utf16be' | 'latin1'; readonly bom?: boolean }
  | { readonly base64: string };

interface ExpectedProblem {
  readonly rule: string;
  readonly says?: string;
  readonly shows?: string;
}

const FOLDER = import.meta.dirname;
const MARK = '\ufeff';

function scenarios(kind: string): string[] {
  return readdirSync(join(FOLDER, kind)).sort();
}

function title(name: string): string {
  return name.replaceAll('_', ' ');
}

function readJson(...parts: string[]): unknown {
  return JSON.parse(readFileSync(join(FOLDER, ...parts), 'utf8'));
}

function storedBytes(file: Exclude<StoredFile, null>): Uint8Array {
  if (typeof file === 'string') return Buffer.from(file, 'utf8');
  if ('base64' in file) return Buffer.from(file.base64, 'base64');
  const text = (file.bom === true ? MARK : '') + file.text;
  if (file.encoding === 'utf16be') return Buffer.from(text, 'utf16le').swap16();
  return Buffer.from(text, file.encoding);
}

/** A tree is `<name>.json` (path → text, null, or bytes in words) or the folder `files/<name>`; neither: empty. */
function tree(folder: string, name: string): Tree {
  const json = join(folder, `${name}.json`);
  if (existsSync(join(FOLDER, json))) return jsonTree(readJson(json) as Record<string, StoredFile>);
  const root = join(FOLDER, folder, 'files', name);
  if (!existsSync(root)) return new Map();
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path).split(sep).join('/'), readFileSync(path)];
    }),
  );
}

function jsonTree(stored: Record<string, StoredFile>): Tree {
  const present = Object.entries(stored).flatMap(([path, file]) => (file === null ? [] : [[path, file] as const]));
  return new Map(present.map(([path, file]) => [path, storedBytes(file)]));
}

function printable(files: Tree): Record<string, string> {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')]));
}

function expectProblems(problems: readonly { rule: string; reason: string; evidence?: string }[], expected: readonly ExpectedProblem[]) {
  expect(problems.map(({ rule }) => rule)).toEqual(expected.map(({ rule }) => rule));
  for (const [index, { says, shows }] of expected.entries()) {
    if (says !== undefined) expect(problems[index]?.reason).toContain(says);
    if (shows !== undefined) expect(problems[index]?.evidence).toContain(shows);
  }
}

function answerEdits(folder: string, name: string): readonly Edit[] {
  const parsed = parseAnswer(readFileSync(join(FOLDER, folder, name), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.plan.edits;
}

describe('parse', () => {
  test.each(scenarios('parse'))('%s', (name) => {
    const parsed = parseAnswer(readFileSync(join(FOLDER, 'parse', name, 'answer.md'), 'utf8'));
    const expected = readJson('parse', name, 'expected.json') as { problems?: ExpectedProblem[] };
    if (expected.problems === undefined) expect(parsed, title(name)).toEqual({ ok: true, plan: expected });
    else expectProblems(parsed.ok ? [] : parsed.problems, expected.problems);
  });
});

describe('apply', () => {
  test.each(scenarios('apply'))('%s', (name) => {
    const folder = join('apply', name);
    const base = tree(folder, 'base');
    const applied = applyEdits({ edits: answerEdits(folder, 'answer.md'), read: (path) => base.get(path) });
    const outcome = readJson(folder, 'outcome.json') as { matched?: string[]; problems?: ExpectedProblem[] };
    if (outcome.problems !== undefined) return expectProblems(applied.ok ? [] : applied.problems, outcome.problems);
    if (!applied.ok) throw new Error(JSON.stringify(applied.problems, null, 2));
    expect(applied.matched).toEqual(outcome.matched);
    const after = new Map(base);
    for (const { path, content } of applied.changes) {
      if (content === null) after.delete(path);
      else after.set(path, content);
    }
    expect(printable(after)).toEqual(printable(tree(folder, 'expected')));
  });
});

/** What one side of a key scenario makes of the base: an answer, or the resulting files in words. */
async function sideKeys(folder: string, name: 'a' | 'b', base: Tree): Promise<VoteKeys> {
  const changes = sideChanges(folder, name, base);
  await shippedGrammars.prepare(changes.map(({ path }) => path));
  return voteKeys({ changes, read: (path) => base.get(path), grammars: shippedGrammars });
}

function sideChanges(folder: string, name: 'a' | 'b', base: Tree) {
  if (!existsSync(join(FOLDER, folder, `${name}.md`))) {
    const stored = readJson(folder, `${name}.json`) as Record<string, StoredFile>;
    return Object.entries(stored).map(([path, file]) => ({ path, content: file === null ? null : storedBytes(file) }));
  }
  const applied = applyEdits({ edits: answerEdits(folder, `${name}.md`), read: (path) => base.get(path) });
  if (!applied.ok) throw new Error(JSON.stringify(applied.problems, null, 2));
  return applied.changes;
}

/** Same or different, by tier; a tier that the scenario does not name sees what the one before it sees. */
interface Sameness {
  readonly tree: string;
  readonly text: string;
  readonly syntax?: string;
}

describe('key', () => {
  test.each(scenarios('key'))('%s', async (name) => {
    const folder = join('key', name);
    const base = tree(folder, 'base');
    const [a, b] = [await sideKeys(folder, 'a', base), await sideKeys(folder, 'b', base)];
    const sameness = (one: string, other: string) => (one === other ? 'same' : 'different');
    const seen = {
      tree: sameness(a.tiers.tree, b.tiers.tree),
      text: sameness(a.tiers.text, b.tiers.text),
      syntax: sameness(a.tiers.syntax, b.tiers.syntax),
    };
    const expected = readJson(folder, 'expected.json') as Sameness;
    expect(seen).toEqual({ syntax: expected.text, ...expected });
    expect(sameness(a.key, b.key)).toBe(seen.syntax);
  });
});
