import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeVsix } from '../../../scripts/package/make-vsix.mjs';
import { ensureChromium } from '../../../scripts/vscode/ensure-chromium.mjs';
import { installVsix } from '../../../scripts/vscode/serve-workbench.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder in which the packaged extension is installed; workbenches take copies of it. */
    readonly extensions: string;
    readonly vsix: string;
    readonly chromium: string;
  }
}

/** Packs the extension (or takes the one that MICROFACTORY_VSIX names) and installs it once, for all tests to copy. */
export default async function installOnce({ provide }: TestProject): Promise<() => Promise<void>> {
  const given = process.env['MICROFACTORY_VSIX'];
  const vsix = given !== undefined && existsSync(given) ? given : await makeVsix();
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-installed-'));
  const extensions = join(folder, 'extensions');
  await installVsix({ vsix, extensions, folder });
  provide('extensions', extensions);
  provide('vsix', vsix);
  provide('chromium', await ensureChromium());
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
