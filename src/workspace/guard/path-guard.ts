import { lstat, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { FileChange, GuardFinding, GuardRule } from '../../engine/ports/workspace.ts';
import { LINK_MODE, type TreeEntries } from '../git/tree-entries.ts';
import { changesScripts, isPackageManifest } from './package-scripts.ts';
import { invalidPath, shown } from './path-syntax.ts';
import { isGitFolder, isProtectedPath } from './protected-paths.ts';

/** What changes are checked against. */
export interface GuardedPlace {
  /** Real path of the folder whose links count: the user's tree, or a worktree. */
  readonly root: string;
  /** The tree that the changes start from. */
  readonly entries: TreeEntries;
  /** Workspace-relative folders of installed dependencies. */
  readonly dependencies: readonly string[];
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
}

/** Returns at most one finding a change; empty means allowed. */
export async function guardFindings(
  place: GuardedPlace,
  changes: readonly FileChange[],
): Promise<GuardFinding[]> {
  const findings = await Promise.all(changes.map((change) => findingFor(place, change)));
  return findings.filter((finding) => finding !== undefined);
}

/** Throws `guard` for what no person can overrule: anything but protected files, and git's own folder. */
export async function refuseUnlessAllowed(
  place: GuardedPlace,
  changes: readonly FileChange[],
): Promise<void> {
  for (const { path, rule, sentence } of await guardFindings(place, changes))
    if (rule !== 'protected' || isGitFolder(path))
      throw new MicrofactoryError({ code: 'guard', message: sentence, data: { path, rule } });
}

async function findingFor(place: GuardedPlace, change: FileChange): Promise<GuardFinding | undefined> {
  const { path } = change;
  const invalid = invalidPath(path);
  if (invalid !== undefined) return { path, rule: 'invalid-path', sentence: invalid };
  return (
    linkInTree(place, path) ??
    (await linkOnDisk(place, path)) ??
    inDependencies(place, path) ??
    (await protectedFile(place, change))
  );
}

/** The path itself and the folders above it, outermost first. */
function prefixes(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function linkInTree({ entries }: GuardedPlace, path: string): GuardFinding | undefined {
  const link = prefixes(path).find((prefix) => entries.get(prefix)?.mode === LINK_MODE);
  return link === undefined ? undefined : throughLink(path, link);
}

async function linkOnDisk({ root }: GuardedPlace, path: string): Promise<GuardFinding | undefined> {
  for (const prefix of prefixes(path)) {
    const absolute = join(root, prefix);
    const stats = await lstat(absolute).catch(() => undefined);
    if (stats === undefined) return undefined;
    if (!stats.isSymbolicLink()) continue;
    const target = await realpath(absolute).catch(() => undefined);
    const leavesRoot = target !== undefined && target !== root && !target.startsWith(root + sep);
    if (leavesRoot && prefix !== path)
      return finding(path, 'outside', `leads outside the workspace through the link ${shown(prefix)}`);
    return throughLink(path, prefix);
  }
  return undefined;
}

function throughLink(path: string, link: string): GuardFinding {
  if (path === link) return finding(path, 'symlink', 'is a symbolic link, which is never written');
  return finding(path, 'symlink', `goes through the symbolic link ${shown(link)}`);
}

function inDependencies({ dependencies }: GuardedPlace, path: string): GuardFinding | undefined {
  const folder = dependencies.find((one) => path === one || path.startsWith(`${one}/`));
  if (folder === undefined) return undefined;
  return finding(path, 'outside', `belongs to installed dependencies (${folder}), not to the workspace`);
}

async function protectedFile(
  { read }: GuardedPlace,
  { path, content }: FileChange,
): Promise<GuardFinding | undefined> {
  if (isGitFolder(path)) return finding(path, 'protected', "is git's own and is never written");
  if (isProtectedPath(path))
    return finding(path, 'protected', 'can cause execution and needs a separate, explicit yes');
  if (isPackageManifest(path) && changesScripts(await read(path), content))
    return finding(path, 'protected', 'changes scripts that get executed and needs a separate, explicit yes');
  return undefined;
}

function finding(path: string, rule: GuardRule, says: string): GuardFinding {
  return { path, rule, sentence: `${shown(path)} ${says}.` };
}
