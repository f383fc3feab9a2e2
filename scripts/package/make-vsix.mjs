// Builds for production and packs dist/microfactory.vsix, with nothing in it that .vscodeignore doesn't name.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runNode } from '../project.mjs';
import { writeNotices } from './notices.mjs';

export const VSIX = join(root, 'dist', 'microfactory.vsix');

/** The bundles that are shipped. */
const SHIPPED = ['engine', 'extension', 'panel', 'telemetry', 'tokenizer'];

async function mustRun(script, args) {
  const code = await runNode(script, args);
  if (code !== 0) throw new Error(`${script} ended with ${code}; it says above why.`);
}

/** Returns the path of the new VSIX. */
export async function makeVsix() {
  await mustRun('scripts/build.mjs', ['--production']);
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeNotices({ bundles: SHIPPED, file: join(root, 'dist', 'THIRD-PARTY-NOTICES.txt') });
  await mustRun('node_modules/@vscode/vsce/vsce', ['package', '--no-dependencies', '--out', VSIX]);
  return VSIX;
}
