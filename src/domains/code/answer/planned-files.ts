import { posix } from 'node:path';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { FileChange, SessionWorkspace, TreeId } from '../../../engine/ports/workspace.ts';
import type { ChangeSeen } from '../../redflags/red-flag-rule.ts';

interface Ground {
  readonly workspace: SessionWorkspace;
  readonly tree: TreeId;
  readonly step: StepBrief;
}

/**
 * Returns the files and folders that the plan names for the step, as they stand in the repository; undefined where it
 * names none. It may name them from the folder that the task is about; what is not there and not made says nothing.
 */
export async function plannedFiles(
  ground: Ground,
  changes: readonly FileChange[],
  read: (path: string) => Uint8Array | undefined,
): Promise<ChangeSeen['planned']> {
  const { step, workspace } = ground;
  if (step.filesAreHints === true) return undefined;
  const named = step.files.flatMap((file) => [posix.normalize(file), posix.join(workspace.folder, file)]);
  const files: string[] = [];
  for (const path of new Set(named)) if (await isThere(ground, changes, path)) files.push(path);
  return files.length === 0 ? undefined : { files, isNew: (path) => read(path) === undefined };
}

async function isThere(
  { workspace, tree }: Ground,
  changes: readonly FileChange[],
  path: string,
): Promise<boolean> {
  if (path.startsWith('..') || path.startsWith('/')) return false;
  if (changes.some((change) => change.path === path)) return true;
  if ((await workspace.read(tree, path)) !== undefined) return true;
  const folder = path.endsWith('/') ? path : `${path}/`;
  return (await workspace.list(tree)).some((each) => each.startsWith(folder));
}
