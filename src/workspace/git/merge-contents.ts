import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Git } from './git.ts';

export interface Contents {
  readonly base: Uint8Array;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
}

/** git merge-file exits with the number of conflicts, at most 127, and with 255 for binary files and failures. */
const CONFLICTS = Array.from({ length: 127 }, (_, index) => index + 1);
const NO_MERGE = 255;

/** Returns the three-way merge of one file's bytes, or undefined when it conflicts or is binary. */
export async function mergeContents(
  git: Git,
  folder: string,
  contents: Contents,
): Promise<Uint8Array | undefined> {
  const place = await mkdtemp(join(folder, 'merge-'));
  try {
    const file = (name: keyof Contents) => join(place, name);
    await Promise.all(Object.entries(contents).map(([name, bytes]) => writeFile(join(place, name), bytes)));
    const args = ['merge-file', '-p', '--', file('ours'), file('base'), file('theirs')];
    const result = await git({ args, cwd: place, gitDir: folder, answers: [...CONFLICTS, NO_MERGE] });
    if (result.exitCode === NO_MERGE && !/binary/i.test(result.stderr)) throw unmerged(result.stderr);
    return result.exitCode === 0 ? new Uint8Array(result.stdout) : undefined;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function unmerged(reason: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'workspace', message: `git merge-file failed: ${reason.trim()}` });
}
