// Bundles the command line into dist/cli.cjs.
import { build } from 'esbuild';
import { chmod } from 'node:fs/promises';

await build({
  entryPoints: { cli: 'src/cli/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  banner: {
    js: '#!/usr/bin/env node\nconst importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
  },
  define: { 'import.meta.url': 'importMetaUrl' },
  logLevel: 'warning',
});
await chmod('dist/cli.cjs', 0o755);
