import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles a TypeScript file (by default of this folder) for real child processes; returns the bundle's path. */
export async function bundledChild(
  name: string,
  outdir: string,
  folder: string | URL = import.meta.url,
): Promise<string> {
  const outfile = join(outdir, `${name}.cjs`);
  const entry = fileURLToPath(new URL(`./${name}.ts`, folder));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  return outfile;
}

export function startChild(bundle: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bundle, ...args], { stdio: 'pipe' });
}

/** Returns what the child wrote to stdout until it ended. */
export async function outputOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  await new Promise((resolve) => child.once('close', resolve));
  return output;
}
