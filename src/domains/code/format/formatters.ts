import type { Program } from '../programs/find-program.ts';

/** A formatter that repositories have, as a row: which files it formats, how a repository says that it uses it, how it is run. */
export interface Formatter {
  readonly name: string;
  readonly files: RegExp;
  /** Files that configure it, looked for from a file's own folder upwards. */
  readonly configs: readonly ConfigFile[];
  /** Looked for in this order. */
  readonly programs: readonly Program[];
  /** What follows the program: it reads the file from standard input and writes it to standard output. */
  args(place: FilePlace): readonly string[];
}

export interface FilePlace {
  /** Absolute path of the file that is formatted. */
  readonly file: string;
  /** The text of the file that configures the formatter. */
  readonly config: string;
}

export interface ConfigFile {
  readonly name: RegExp;
  /** True when the file's text says that the formatter is used; left out: the file alone says it. */
  readonly says?: (text: string) => boolean;
  /** True when formatting by it would run code of the repository. */
  readonly runsCode?: (text: string) => boolean;
}

const always = (): boolean => true;
const namesPlugins = (text: string): boolean => /plugins/i.test(text);
const inSection =
  (section: RegExp) =>
  (text: string): boolean =>
    section.test(text);

const ofPython = (name: string): readonly Program[] => [{ environment: name }, { words: [name] }];

/** Tried in this order: where a repository has two for a file, the first one formats it. */
export const FORMATTERS: readonly Formatter[] = [
  {
    name: 'Biome',
    files: /\.(?:[cm]?[jt]s|[jt]sx|jsonc?|css)$/i,
    configs: [{ name: /^biome\.jsonc?$/, runsCode: namesPlugins }],
    programs: [{ package: '@biomejs/biome', bin: 'biome' }],
    args: ({ file }) => ['format', `--stdin-file-path=${file}`],
  },
  {
    name: 'Prettier',
    files: /\.(?:[cm]?[jt]s|[jt]sx|json[c5]?|ya?ml|css)$/i,
    configs: [
      { name: /^\.prettierrc(?:\.json5?|\.ya?ml|\.toml)?$/, runsCode: namesPluginsOrPackage },
      { name: /^(?:\.prettierrc|prettier\.config)\.[cm]?[jt]s$/, runsCode: always },
      {
        name: /^package\.json$/,
        says: isInPackage,
        runsCode: (text) => namesPluginsOrPackage(inPackage(text)),
      },
    ],
    programs: [{ package: 'prettier', bin: 'prettier' }],
    args: ({ file }) => ['--stdin-filepath', file],
  },
  {
    name: 'Ruff',
    files: /\.pyi?$/i,
    configs: [
      { name: /^\.?ruff\.toml$/ },
      { name: /^pyproject\.toml$/, says: inSection(/^\[tool\.ruff(?:\.format)?\]/m) },
    ],
    programs: ofPython('ruff'),
    args: ({ file }) => ['format', '--quiet', '--no-cache', '--stdin-filename', file, '-'],
  },
  {
    name: 'Black',
    files: /\.pyi?$/i,
    configs: [{ name: /^pyproject\.toml$/, says: inSection(/^\[tool\.black\]/m) }],
    programs: ofPython('black'),
    args: ({ file }) => ['--quiet', '--stdin-filename', file, '-'],
  },
  {
    name: 'gofmt',
    files: /\.go$/i,
    configs: [{ name: /^go\.mod$/ }],
    programs: [{ words: ['gofmt'] }],
    args: () => [],
  },
  {
    name: 'rustfmt',
    files: /\.rs$/i,
    configs: [{ name: /^Cargo\.toml$/, says: inSection(/^\[package\]/m) }],
    programs: [{ words: ['rustfmt'] }],
    args: ({ config }) => ['--quiet', '--emit', 'stdout', '--edition', editionOf(config)],
  },
  {
    name: 'clang-format',
    files: /\.(?:c|h|cc|cpp|cxx|hh|hpp|java|cs)$/i,
    configs: [{ name: /^[._]clang-format$/ }],
    programs: [{ words: ['clang-format'] }],
    args: ({ file }) => [`--assume-filename=${file}`],
  },
];

/** A configuration that is one word names a package, whose code would be run. */
function namesPluginsOrPackage(text: string): boolean {
  return namesPlugins(text) || /^\s*["']?[@\w./-]+["']?\s*$/.test(text);
}

function isInPackage(text: string): boolean {
  return inPackage(text) !== '';
}

function inPackage(text: string): string {
  const found = /"prettier"\s*:\s*("[^"]*"|\{[^]*)/.exec(withoutDependencies(text));
  return found?.[1] ?? '';
}

/** `"prettier": "3.1.0"` among dependencies is a version. */
function withoutDependencies(text: string): string {
  return text.replace(/"(?:\w*[dD]ependencies|overrides|resolutions|scripts)"\s*:\s*\{[^{}]*\}/g, '""');
}

function editionOf(cargo: string): string {
  return /^\s*edition\s*=\s*"(\d{4})"/m.exec(cargo)?.[1] ?? '2015';
}
