// Bundles what runs: the command line, the engine's process, the extension and its panel. `--production` leaves source maps out.
import { build } from 'esbuild';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const production = process.argv.includes('--production');

const common = {
  outdir: 'dist',
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  // Names of classes and functions are part of what errors say.
  keepNames: production,
  metafile: true,
  logLevel: 'warning',
};

const forNode = {
  ...common,
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  target: 'node20',
  format: 'cjs',
};

const IMPORT_META = 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;';
const importMeta = { define: { 'import.meta.url': 'importMetaUrl' } };

/** The toolkit's look at the browser would break the panel's security policy; ours knows the answer. */
const ownWebUtilities = {
  name: 'own-web-utilities',
  setup(builder) {
    const own = resolve('src/webview/ui/fast-web-utilities.ts');
    builder.onResolve({ filter: /^@microsoft\/fast-web-utilities$/ }, ({ importer }) =>
      importer === own ? undefined : { path: own },
    );
  },
};

/** What tells collectors is a bundle of its own beside the others: src/app/telemetry/join-telemetry.ts loads it where somebody opted in. */
const TELEMETRY = 'src/app/telemetry/otlp/otlp-telemetry.ts';
const ownTelemetry = {
  name: 'own-telemetry',
  setup(builder) {
    builder.onResolve({ filter: /\/otlp-telemetry\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './telemetry.cjs', external: true } : undefined,
    );
  },
};

const bundles = [
  {
    ...forNode,
    ...importMeta,
    entryPoints: { cli: 'src/cli/main.ts' },
    plugins: [ownTelemetry],
    banner: { js: `#!/usr/bin/env node\n${IMPORT_META}` },
  },
  {
    ...forNode,
    ...importMeta,
    entryPoints: { engine: 'src/app/remote/engine-main.ts' },
    plugins: [ownTelemetry],
    banner: { js: IMPORT_META },
  },
  {
    ...forNode,
    entryPoints: { extension: 'src/extension/extension.ts' },
    external: ['vscode'],
  },
  {
    ...common,
    keepNames: false,
    entryPoints: { panel: 'src/webview/panel.tsx' },
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    jsx: 'automatic',
    plugins: [ownWebUtilities],
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
  },
  { ...forNode, entryPoints: { telemetry: TELEMETRY } },
  {
    // src/domains/redflags/token-count.ts loads it from beside the bundle, when it first counts: it is two megabytes of words.
    ...forNode,
    sourcemap: false,
    minify: true,
    entryPoints: { tokenizer: 'node_modules/gpt-tokenizer/cjs/encoding/o200k_base.js' },
  },
].filter(({ entryPoints }) => existsSync(Object.values(entryPoints)[0]));

await mkdir('.cache/metafiles', { recursive: true });
await Promise.all(
  bundles.map(async (bundle) => {
    const { metafile } = await build(bundle);
    const [name] = Object.keys(bundle.entryPoints);
    await writeFile(`.cache/metafiles/${name}.json`, JSON.stringify(metafile));
  }),
);
await chmod('dist/cli.cjs', 0o755);
// sql.js: src/app/index/saved/sqlite.ts looks for its program beside the bundle.
await copyFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'), 'dist/sql-wasm.wasm');
// Packages mark it executable.
await chmod('dist/sql-wasm.wasm', 0o644);

// tree-sitter: src/edits/syntax/shipped-grammars.ts looks for the parser's program and its grammars beside the bundle.
const grammars = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
const shipped = [
  ...(await readFile('src/edits/syntax/languages.ts', 'utf8')).matchAll(/grammar: '([\w-]+)'/g),
];
await mkdir('dist/grammars', { recursive: true });
for (const name of ['tree-sitter', ...new Set(shipped.map(([, grammar]) => `tree-sitter-${grammar}`))]) {
  await copyFile(`${grammars}/${name}.wasm`, `dist/grammars/${name}.wasm`);
  await chmod(`dist/grammars/${name}.wasm`, 0o644);
}
