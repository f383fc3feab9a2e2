import { posix } from 'node:path';
import { MicrofactoryError } from '../../../engine/error.ts';
import { isRecord, parseJson } from '../../../engine/json.ts';
import { findProgram, foldersFrom, type Program } from '../../code/programs/find-program.ts';
import { inFolder, type FolderView } from '../../folder/folder-view.ts';

/** A checker that a project may have: the files that speak for it, and how it is run in the folder. */
interface ProjectCheck {
  readonly files: RegExp;
  /** A table of pyproject.toml that speaks for it as well. */
  readonly table?: RegExp;
  /** A package among them must be among those of package.json, in the folder or around it. */
  readonly programs: readonly Program[];
  readonly args: readonly string[];
}

const TYPE_CHECKERS: readonly ProjectCheck[] = [
  {
    files: /^tsconfig\.json$/,
    programs: [{ package: 'typescript', bin: 'tsc' }],
    args: ['--noEmit', '--pretty', 'false'],
  },
  {
    files: /^\.?mypy\.ini$/,
    table: /^\[tool\.mypy\]/m,
    programs: [{ environment: 'mypy' }, { words: ['mypy'] }],
    args: ['--no-error-summary', '--no-color-output', '.'],
  },
  { files: /^go\.mod$/, programs: [{ words: ['go'] }], args: ['vet', './...'] },
  {
    files: /^Cargo\.toml$/,
    programs: [{ words: ['cargo'] }],
    args: ['check', '--quiet', '--message-format', 'short'],
  },
];

const LINTERS: readonly ProjectCheck[] = [
  {
    files: /^(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.\w+)?)$/,
    programs: [{ package: 'eslint', bin: 'eslint' }],
    args: ['--format', 'json', '.'],
  },
  {
    files: /^\.?ruff\.toml$/,
    table: /^\[tool\.ruff\b/m,
    programs: [{ environment: 'ruff' }, { words: ['ruff'] }],
    args: ['check', '--output-format', 'concise', '.'],
  },
  { files: /^\.rubocop\.yml$/, programs: [{ words: ['rubocop'] }], args: ['--format', 'emacs'] },
];

const CHECKS = { typecheck: TYPE_CHECKERS, lint: LINTERS } as const;

/**
 * Returns the words of the checker that the folder's files speak for, or undefined when it has none. `root` is the folder
 * on the disk with the dependencies. Throws `verifier` for a checker that package.json names and that is not installed.
 */
export async function projectCheck(
  type: keyof typeof CHECKS,
  view: FolderView,
  root: string,
): Promise<readonly string[] | undefined> {
  const names = view.paths.flatMap((path) => nameIn(view.folder, path));
  const project = await view.text(inFolder(view.folder, 'pyproject.toml'));
  const packages = await packagesOf(view);
  const check = CHECKS[type].find(({ files, table, programs }) => {
    const isNamed = names.some((name) => files.test(name)) || (table?.test(project ?? '') ?? false);
    return isNamed && programs.every((program) => !('package' in program) || packages.has(program.package));
  });
  if (check === undefined) return undefined;
  const program = await findProgram(check.programs, { root, folder: view.folder });
  if (program === undefined) throw notInstalled(type, check);
  return [...program, ...check.args];
}

/** The path's name when it lies in the folder itself. */
function nameIn(folder: string, path: string): string[] {
  return inFolder(folder, posix.basename(path)) === path ? [posix.basename(path)] : [];
}

async function packagesOf(view: FolderView): Promise<ReadonlySet<string>> {
  const folders = foldersFrom(view.folder);
  const texts = await Promise.all(folders.map((folder) => view.text(inFolder(folder, 'package.json'))));
  return new Set(texts.flatMap(dependenciesIn));
}

function dependenciesIn(packageJson: string | undefined): readonly string[] {
  const json = parseJson(packageJson ?? '');
  if (!isRecord(json)) return [];
  return [json['dependencies'], json['devDependencies']]
    .filter(isRecord)
    .flatMap((list) => Object.keys(list));
}

function notInstalled(type: keyof typeof CHECKS, { programs }: ProjectCheck): MicrofactoryError {
  const names = programs.flatMap((program) => ('package' in program ? [program.package] : []));
  return new MicrofactoryError({
    code: 'verifier',
    message: `The red flagger ${type} needs the package ${names.join(', ')}, which package.json names and which is not installed: install the project's packages (npm install), or take the rule out of red_flaggers.`,
  });
}
