// Bundles test/integration for the extension host: `index.cjs` runs what lies beside it as `*.test.cjs`.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../project.mjs';

const OUT = join(root, '.cache', 'integration');

/** Returns the path that VS Code is given as its tests. */
export async function bundleTests() {
  const { build } = await import('esbuild');
  await rm(OUT, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/integration/index.ts', 'test/integration/*.test.ts'],
    outdir: OUT,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The bundles lie inside the project, so Node finds its packages; `vscode` comes from the host.
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(OUT, 'index.cjs');
}
