import { build } from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Bundles a program as the build does, inside the project: it looks for templates above its own place. */
export async function bundledProgram(entry: string): Promise<string> {
  const name = `${entry.replaceAll(/[\\/]/gu, '-').replace(/\.ts$/u, '')}-${process.pid}.cjs`;
  const outfile = join(ROOT, '.cache', 'programs', name);
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    define: { 'import.meta.url': 'importMetaUrl' },
    logLevel: 'warning',
  });
  return outfile;
}
