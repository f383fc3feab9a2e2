import { readFile, readlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Git } from '../git/git.ts';
import { LINK_MODE } from '../git/tree-entries.ts';
import type { SnapshotFile } from './snapshot-files.ts';

const AUTHOR = 'Microfactory <microfactory@localhost> 946684800 +0000';

/**
 * Stores the files byte for byte in one pack under the ref. `git fast-import` knows no attributes, filters or line
 * endings, and writes no object twice. Throws `workspace` naming a file that cannot be read.
 */
export async function importFiles(options: {
  readonly git: Git;
  readonly gitDir: string;
  readonly ref: string;
  readonly files: readonly SnapshotFile[];
}): Promise<void> {
  const { git, gitDir, ref, files } = options;
  const stdin = Readable.from(stream(ref, files), { objectMode: false, highWaterMark: 1024 * 1024 });
  const reading = new Promise<never>((_, reject) => stdin.once('error', reject));
  const args = ['-c', 'pack.compression=1', 'fast-import', '--quiet', '--done', '--force', '--depth=0'];
  await Promise.race([git({ args, cwd: gitDir, gitDir, stdin }), reading]);
}

async function* stream(ref: string, files: readonly SnapshotFile[]): AsyncGenerator<Buffer> {
  for (const [index, file] of files.entries()) {
    const content = await contentOf(file);
    yield Buffer.from(`blob\nmark :${index + 1}\ndata ${content.length}\n`);
    if (content.length > 0) yield content;
    yield Buffer.from('\n');
  }
  yield Buffer.from(`commit ${ref}\ncommitter ${AUTHOR}\ndata 0\n\n`);
  for (const [index, { mode, path }] of files.entries())
    yield Buffer.from(`M ${mode} :${index + 1} ${quoted(path)}\n`);
  yield Buffer.from('done\n');
}

async function contentOf({ absolute, path, mode }: SnapshotFile): Promise<Buffer> {
  try {
    if (mode === LINK_MODE) return await readlink(absolute, { encoding: 'buffer' });
    return await readFile(absolute);
  } catch (cause) {
    const message = `${path} cannot be read (${cause instanceof Error ? cause.message : 'unknown reason'}); make it readable or ignore it in .gitignore.`;
    throw new MicrofactoryError({ code: 'workspace', message, cause });
  }
}

function quoted(path: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
