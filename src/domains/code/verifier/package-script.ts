import { isRecord, parseJson } from '../../../engine/json.ts';
import { inFolder, type FolderView } from '../../folder/folder-view.ts';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** Returns the scripts of the folder's package.json by name; empty when there is none or it cannot be read. */
export async function packageScripts(view: FolderView): Promise<Readonly<Record<string, string>>> {
  const manifest = await packageManifest(view);
  const scripts = manifest?.['scripts'];
  if (!isRecord(scripts)) return {};
  const texts = Object.entries(scripts).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/** Returns the folder's package.json, or undefined. */
export async function packageManifest(view: FolderView): Promise<Record<string, unknown> | undefined> {
  const manifest = parseJson((await view.text(inFolder(view.folder, 'package.json'))) ?? '');
  return isRecord(manifest) ? manifest : undefined;
}

/** Returns the package manager whose lock file lies in the folder or at the root; npm when there is none. */
export function packageManager(view: FolderView): PackageManager {
  const paths = new Set(view.paths);
  for (const folder of [view.folder, '']) {
    const found = LOCK_FILES.find(([name]) => paths.has(inFolder(folder, name)));
    if (found) return found[1];
  }
  return 'npm';
}

/** True for the line that `npm init` writes. */
export function isPlaceholder(script: string): boolean {
  return /no test specified/.test(script);
}

/** Returns the name of the script that the words run through a package manager, with what is passed on to it. */
export function scriptCall(
  words: readonly string[],
): { readonly name: string; readonly passedOn: readonly string[] } | undefined {
  const [program, ...rest] = words;
  if (!/^(npm|pnpm|yarn|bun)$/.test(program ?? '')) return undefined;
  const args = rest.filter((word) => !/^(-s|--silent|--quiet)$/.test(word));
  const [verb = '', name = ''] = args;
  if (/^(test|t|tst)$/.test(verb) && program !== 'bun')
    return { name: 'test', passedOn: afterDashes(args.slice(1)) };
  if (/^(run|run-script)$/.test(verb) && name !== '') return { name, passedOn: afterDashes(args.slice(2)) };
  return undefined;
}

function afterDashes(args: readonly string[]): readonly string[] {
  return args[0] === '--' ? args.slice(1) : args;
}
