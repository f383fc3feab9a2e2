import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MicrofactoryError } from '../../engine/error.ts';

/** Returns the folder that holds the shipped microfactory.yaml and templates: the nearest one above `from`. Throws when the installation is incomplete. */
export function shippedRoot(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'microfactory.yaml')) && existsSync(join(folder, 'package.json')))
      return folder;
    if (folder === dirname(folder)) break;
  }
  throw new MicrofactoryError({
    code: 'configuration',
    message: 'The shipped microfactory.yaml is missing beside this program: install Microfactory again.',
  });
}
