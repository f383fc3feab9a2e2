import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Finding } from '../../protocol/configuration.ts';
import type { Store } from '../../store/open-store.ts';
import { findUserTree, git } from '../../workspace/index.ts';
import { repoFolder } from '../repo-folder.ts';
import { finding, good } from './finding.ts';

/** Can sessions be written? */
export function examineStore({ paths }: Store): Promise<Finding> {
  return finding('store', { remedy: 'show-log', subject: paths.home }, async () => {
    await access(paths.sessions, constants.W_OK).catch((cause: unknown) => {
      const message = `Sessions can't be written below ${paths.home}: make that folder writable, or set MICROFACTORY_HOME.`;
      throw new MicrofactoryError({ code: 'store', message, cause });
    });
    return good('store', `Sessions are kept in ${paths.home}.`);
  });
}

/** Is git there, and does it know the folder? */
export function examineGit(repoPath: string): Promise<Finding> {
  return finding('git', { remedy: null, subject: repoPath }, async () => {
    const { root, repository } = await findUserTree(git, await repoFolder(repoPath));
    if (repository !== undefined) return good('git', `${root} is a git repository.`);
    const sentence = `${root} is no git repository: a copy of all its files is worked on, and there is no history beside Microfactory's own undo.`;
    return { id: 'git', state: 'warning', sentence, remedy: null, subject: root };
  });
}
