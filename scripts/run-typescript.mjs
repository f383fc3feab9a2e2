// Bundles one TypeScript program into .cache/ and runs it with Node.
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';
import { root, runNode } from './project.mjs';

/** Modules that look for files beside themselves see their own source's place, not the bundle's. */
const ownPlace = {
  name: 'own-place',
  setup(build) {
    build.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const url = JSON.stringify(pathToFileURL(path).href);
      return {
        contents: source.replaceAll('import.meta.url', url),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      };
    });
  },
};

/** Node cannot tell what such a package exports by name; what it exports is asked of it with `require`. */
const commonJs = {
  name: 'common-js',
  setup(build) {
    build.onResolve({ filter: /^@vscode\/tree-sitter-wasm$/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, external: true } : { path, namespace: 'common-js' },
    );
    build.onLoad({ filter: /./, namespace: 'common-js' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

const REQUIRE = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);`;

/** Runs the program with the arguments, in the project's folder; resolves to its exit code. */
export async function runTypeScript(entry, args) {
  await ensureInstalled();
  const { build } = await import('esbuild');
  const name = relative(root, entry).replaceAll(/[\\/]/g, '-').replace(/\.ts$/, '.mjs');
  const outfile = join(root, '.cache', 'programs', name);
  await build({
    entryPoints: [resolve(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Dependencies stay where they are: the bundle lies inside the project, so Node finds them.
    packages: 'external',
    sourcemap: 'inline',
    plugins: [ownPlace, commonJs],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
  return runNode(outfile, args);
}
