import { execa } from 'execa';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, ROOT } from './paths.ts';

/** Builds dist/cli.cjs when it is missing or older than what it is made of; nothing when none of these tests is to run. */
export default async function buildOnce(): Promise<void> {
  if (!mayRunThese(process.argv.slice(2))) return;
  const built = statSync(CLI, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newest(join(ROOT, 'src')) < built && newest(join(ROOT, 'package.json')) < built) return;
  await execa(process.execPath, ['scripts/build.mjs'], { cwd: ROOT });
}

/** Whoever runs the tests of one folder should not have to wait for a build. */
function mayRunThese(args: readonly string[]): boolean {
  const paths = args.filter((arg) => /^(src|test)\//.test(arg));
  return paths.length === 0 || paths.some((path) => 'test/cli/'.startsWith(path) || path.includes('cli'));
}

function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
