// Draws the control panel in all its states and four themes: `node scripts/panel-gallery.mjs <folder> [state or theme …]`.
import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './project.mjs';

const [folder = join(root, '.cache', 'panel-gallery'), ...names] = process.argv.slice(2);
const outfile = join(root, '.cache', 'panel-gallery.mjs');

await build({
  entryPoints: [join(root, 'test/webview/support/gallery.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  define: { 'import.meta.dirname': JSON.stringify(join(root, 'test', 'webview', 'support')) },
});
const { buildPanel, drawGallery } = await import(pathToFileURL(outfile).href);
buildPanel();
await drawGallery(folder, names);
console.log(`The pictures are in ${folder}.`);
