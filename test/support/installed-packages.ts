import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Puts packages that this project itself depends on into the folder, as an installation would. */
export async function installPackages(folder: string, packages: readonly string[]): Promise<void> {
  for (const name of packages) {
    const place = join(folder, 'node_modules', name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(resolve('node_modules', name), place, 'junction');
  }
}
