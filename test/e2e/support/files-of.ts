import { treeState } from '../../cli/support/repository.ts';

/** Returns mode and hash of every file by its path; git's own are left out, since VS Code's git refreshes its index. */
export function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(treeState(folder)).filter(([path]) => !path.startsWith('.git/')));
}
