import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('a face that only connects carries nothing of the engine with it', async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('./connect-service.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    metafile: true,
    write: false,
  });
  const inputs = Object.keys(metafile.inputs);
  const own = inputs.filter((path) => path.startsWith('src/'));
  const elsewhere = own.filter((path) => !path.startsWith('src/app/remote/'));
  expect(elsewhere).toEqual(['src/engine/error.ts']);
  const packages = inputs.flatMap((path) => /node_modules\/([^/]+)/u.exec(path)?.[1] ?? []);
  expect(new Set(packages)).toEqual(new Set(['vscode-jsonrpc']));
});
