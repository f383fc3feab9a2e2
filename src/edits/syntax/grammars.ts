import { Language, Parser } from '@vscode/tree-sitter-wasm';
import { grammarFilesOf, type GrammarName } from './languages.ts';
import { plainTree } from './plain-tree.ts';
import { grammarPath, runtimePath } from './shipped-grammars.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** A longer file is not parsed: no step's edit is worth seconds. UTF-16 units. */
const MAX_PARSED = 300_000;

/** Text full of faults can take for ever; programs take a hundredth of this. */
const MAX_PARSING_MS = 3000;

/** Parses files of the languages it has made ready. */
export interface Grammars {
  /** Loads what the files need, each grammar once a process. Rejects when a shipped grammar cannot be read. */
  prepare(paths: Iterable<string>): Promise<void>;
  /** Returns the tree; undefined for a language that has no grammar or was not prepared, and for a text too long, too deep or too faulty to read in seconds. */
  parse(path: string, text: string): SyntaxTree | undefined;
}

const loading = new Map<GrammarName, Promise<void>>();
const parsers = new Map<GrammarName, Parser>();
let runtime: Promise<void> | undefined;

/** The grammars that are shipped; what they load is shared by everything in the process. */
export const shippedGrammars: Grammars = {
  async prepare(paths) {
    const needed = new Set([...paths].flatMap((path) => grammarFilesOf(path)?.grammar ?? []));
    await Promise.all([...needed].map(loaded));
  },
  parse(path, text) {
    const grammar = grammarFilesOf(path)?.grammar;
    const parser = grammar === undefined ? undefined : parsers.get(grammar);
    return parser === undefined || text.length > MAX_PARSED ? undefined : parsedBy(parser, text);
  },
};

function loaded(grammar: GrammarName): Promise<void> {
  let promise = loading.get(grammar);
  if (promise === undefined) {
    promise = load(grammar);
    loading.set(grammar, promise);
    // What failed to load is tried again when it is needed again.
    promise.catch(() => loading.delete(grammar));
  }
  return promise;
}

async function load(grammar: GrammarName): Promise<void> {
  await started();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarPath(grammar)));
  parsers.set(grammar, parser);
}

function started(): Promise<void> {
  if (runtime === undefined) {
    runtime = Parser.init({ locateFile: () => runtimePath() });
    runtime.catch(() => (runtime = undefined));
  }
  return runtime;
}

function parsedBy(parser: Parser, text: string): SyntaxTree | undefined {
  const end = performance.now() + MAX_PARSING_MS;
  // The type says that nothing is returned; `true` is what stops the parser.
  const progressCallback = (): boolean => performance.now() > end;
  const tree = parser.parse(text, null, { progressCallback });
  if (tree === null) {
    parser.reset();
    return undefined;
  }
  try {
    return plainTree(tree, text);
  } finally {
    tree.delete();
  }
}
