import { isRecord, parseJson } from '../../../engine/json.ts';
import { inFolder, type FolderView } from '../../folder/folder-view.ts';

/** A checker that a project may have: the files that speak for it, and how it is run in the folder. */
interface ProjectCheck {
  readonly files: RegExp;
  /** A table of pyproject.toml that speaks for it as well. */
  readonly table?: RegExp;
  /** The package that must be among those of package.json. */
  readonly dependency?: string;
  readonly argv: readonly string[];
}

const TYPE_CHECKERS: readonly ProjectCheck[] = [
  {
    files: /^tsconfig\.json$/,
    dependency: 'typescript',
    argv: ['node', 'node_modules/typescript/bin/tsc', '--noEmit', '--pretty', 'false'],
  },
  {
    files: /^\.?mypy\.ini$/,
    table: /^\[tool\.mypy\]/m,
    argv: ['python3', '-m', 'mypy', '--no-error-summary', '--no-color-output', '.'],
  },
  { files: /^go\.mod$/, argv: ['go', 'vet', './...'] },
  { files: /^Cargo\.toml$/, argv: ['cargo', 'check', '--quiet', '--message-format', 'short'] },
];

const LINTERS: readonly ProjectCheck[] = [
  {
    files: /^(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.\w+)?)$/,
    dependency: 'eslint',
    argv: ['node', 'node_modules/eslint/bin/eslint.js', '--format', 'json', '.'],
  },
  {
    files: /^\.?ruff\.toml$/,
    table: /^\[tool\.ruff\b/m,
    argv: ['ruff', 'check', '--output-format', 'concise', '.'],
  },
  { files: /^\.rubocop\.yml$/, argv: ['rubocop', '--format', 'emacs'] },
];

const CHECKS = { typecheck: TYPE_CHECKERS, lint: LINTERS } as const;

/** Returns the words of the checker that the folder's files speak for, or undefined when it has none. */
export async function projectCheck(
  type: keyof typeof CHECKS,
  view: FolderView,
): Promise<readonly string[] | undefined> {
  const names = view.paths.flatMap((path) => nameIn(view.folder, path));
  const project = await view.text(inFolder(view.folder, 'pyproject.toml'));
  const packages = dependenciesIn(await view.text(inFolder(view.folder, 'package.json')));
  return CHECKS[type].find(({ files, table, dependency }) => {
    const named = names.some((name) => files.test(name)) || (table?.test(project ?? '') ?? false);
    return named && (dependency === undefined || packages.has(dependency));
  })?.argv;
}

/** The path's name when it lies in the folder itself. */
function nameIn(folder: string, path: string): string[] {
  const name = folder === '' ? path : path.slice(folder.length + 1);
  return inFolder(folder, name) === path && !name.includes('/') ? [name] : [];
}

function dependenciesIn(packageJson: string | undefined): ReadonlySet<string> {
  const json = parseJson(packageJson ?? '');
  if (!isRecord(json)) return new Set();
  const lists = [json['dependencies'], json['devDependencies']].filter(isRecord);
  return new Set(lists.flatMap((list) => Object.keys(list)));
}
