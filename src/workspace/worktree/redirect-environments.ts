import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopiedFolder } from './redirect-links.ts';

const MAX_TEXT_BYTES = 1024 * 1024;

/**
 * Python's virtual environments name their own folder in start scripts, and editable installs name the project's
 * folder: in a copied one both are made to name the worktree, or the tests would import the user's files.
 */
export async function redirectEnvironments({ userRoot, worktree, folder }: CopiedFolder): Promise<void> {
  const environment = join(worktree, folder);
  if ((await stat(join(environment, 'pyvenv.cfg')).catch(() => undefined)) === undefined) return;
  for (const file of [...(await scripts(environment)), ...(await pathFiles(environment))])
    await replaceIn(file, userRoot, worktree);
}

async function scripts(environment: string): Promise<string[]> {
  const folders = [join(environment, 'bin'), join(environment, 'Scripts')];
  return [join(environment, 'pyvenv.cfg'), ...(await Promise.all(folders.map((one) => filesIn(one)))).flat()];
}

async function pathFiles(environment: string): Promise<string[]> {
  const versions = await filesIn(join(environment, 'lib'), (entry) => entry.isDirectory());
  const sites = [
    ...versions.map((version) => join(version, 'site-packages')),
    join(environment, 'Lib', 'site-packages'),
  ];
  const files = (await Promise.all(sites.map((site) => filesIn(site)))).flat();
  return files.filter((file) => /\.(pth|egg-link)$|__editable__.*\.py$/.test(file));
}

async function filesIn(
  folder: string,
  wanted: (entry: { isFile(): boolean; isDirectory(): boolean }) => boolean = (entry) => entry.isFile(),
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(wanted).map((entry) => join(folder, entry.name));
}

async function replaceIn(file: string, from: string, to: string): Promise<void> {
  if ((await stat(file)).size > MAX_TEXT_BYTES) return;
  const text = await readFile(file, 'utf8');
  if (text.includes('\0') || !text.includes(from)) return;
  await writeFile(file, text.replaceAll(from, to));
}
