import { access, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isRecord, parseJson } from '../../../engine/json.ts';

/** A program that a project may have: of an npm package, of a Python environment, or where the system looks for programs. */
export type Program =
  | { readonly package: string; readonly bin: string }
  | { readonly environment: string }
  | { readonly words: readonly string[] };

export interface ProgramPlace {
  /** Absolute path of the folder that the files are laid out in, dependencies beside them. */
  readonly root: string;
  /** Where it will be run: relative to the root, with `/`; '' for the root itself. */
  readonly folder: string;
}

/**
 * Returns the words that start the first of the programs that is there, seen from the folder: nearest dependencies first.
 * An npm package's program is started through node by what its package.json names, since its starter in `.bin` is
 * another file on each system. Words for the system are always there; undefined when none is.
 */
export async function findProgram(
  programs: readonly Program[],
  place: ProgramPlace,
): Promise<readonly string[] | undefined> {
  for (const program of programs) {
    if ('words' in program) return program.words;
    for (const around of foldersFrom(place.folder)) {
      const path = await pathOf(program, place.root, around);
      if (path === undefined) continue;
      const seen = posix.relative(place.folder, path);
      return 'package' in program ? ['node', seen] : [seen];
    }
  }
  return undefined;
}

/** Returns the folder and all folders around it, innermost first; '' is the top. */
export function foldersFrom(folder: string): string[] {
  const folders: string[] = [];
  for (let each = folder; each !== '' && each !== '.' && each !== '/'; each = posix.dirname(each))
    folders.push(each);
  return [...folders, ''];
}

type Installed = Exclude<Program, { readonly words: readonly string[] }>;

function pathOf(program: Installed, root: string, folder: string): Promise<string | undefined> {
  return 'package' in program
    ? scriptOf(program.package, program.bin, { root, folder })
    : inEnvironment(program.environment, { root, folder });
}

async function scriptOf(
  name: string,
  bin: string,
  { root, folder }: ProgramPlace,
): Promise<string | undefined> {
  const home = posix.join(folder, 'node_modules', name);
  const text = await readFile(join(root, home, 'package.json'), 'utf8').catch(() => '');
  const json = parseJson(text);
  const named = isRecord(json) ? json['bin'] : undefined;
  const script = isRecord(named) ? named[bin] : named;
  return typeof script === 'string' ? posix.join(home, script) : undefined;
}

/** Windows keeps an environment's programs elsewhere, and under another name. */
async function inEnvironment(name: string, { root, folder }: ProgramPlace): Promise<string | undefined> {
  const paths = ['.venv', 'venv'].flatMap((environment) =>
    [`bin/${name}`, `Scripts/${name}.exe`].map((path) => posix.join(folder, environment, path)),
  );
  for (const path of paths) if (await exists(join(root, path))) return path;
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
