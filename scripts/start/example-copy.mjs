// A fresh copy of the first example, as a repository of its own.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../project.mjs';

const EXAMPLE = join(root, 'examples', 'ledger');

export const PROMPT = 'Fix the failing tests';

// A first run should be the same for everybody; with some other seeds a vote on the example is doubtful and waits for a person.
export const SEED = 'cee8750d-89c4-4001-b8a8-faf50736bfd3';

/** Makes the copy a repository with one commit, where git is there; without git the run works on a plain folder. */
function commitAll(copy) {
  if (spawnSync('git', ['--version']).status !== 0) return;
  const identity = ['-c', 'user.name=Example', '-c', 'user.email=example@example.invalid'];
  const neutral = [...identity, '-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=no-hooks'];
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    [...neutral, 'commit', '-q', '-m', 'The example as it ships'],
  ]) {
    const { status, stderr } = spawnSync('git', args, { cwd: copy, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.at(-1)} failed in ${copy}: ${stderr.trim()}`);
  }
}

/** Returns a new folder for one start, the copy of the example in it, and a store (MICROFACTORY_HOME) of its own. */
export async function exampleCopy() {
  if (!existsSync(EXAMPLE)) throw new Error(`The example ${EXAMPLE} is missing: check the project out anew.`);
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-start-'));
  const copy = join(folder, basename(EXAMPLE));
  await cp(EXAMPLE, copy, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
  commitAll(copy);
  return { folder, copy, home: join(folder, 'home') };
}
