import { build } from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** In parts: a program that bundles this file too puts its own address where these words stand together. */
const OWN_URL = ['import', 'meta', 'url'].join('.');

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
    define: { [OWN_URL]: 'importMetaUrl' },
    logLevel: 'warning',
  });
  return outfile;
}
