import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
/** The built files as they are tested, whatever is built meanwhile. */
export const BUILT = join(ROOT, '.cache', 'panel-under-test');

/** Builds what the browser loads; the tests are of the built files, as they are shipped. */
export default function buildPanel(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--production'], { cwd: ROOT, stdio: 'inherit' });
  mkdirSync(BUILT, { recursive: true });
  for (const file of ['panel.js', 'panel.css']) copyFileSync(join(ROOT, 'dist', file), join(BUILT, file));
}
