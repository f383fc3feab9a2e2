// `npm start -- --terminal`: runs the first example in a fresh copy, offline, and says whether its tests pass then.
import { cp, mkdtemp } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ensureInstalled } from './ensure-installed.mjs';
import { root, runNode, runNpm } from './project.mjs';

const EXAMPLE = join(root, 'examples', 'ledger');
const PROMPT = 'Fix the failing tests';

// A first run should be the same for everybody; with some other seeds a vote on the example is doubtful and waits for a person.
const SEED = 'cee8750d-89c4-4001-b8a8-faf50736bfd3';

async function copyExample(folder) {
  const copy = join(folder, basename(EXAMPLE));
  await cp(EXAMPLE, copy, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
  return copy;
}

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

async function startInTerminal() {
  if (!existsSync(EXAMPLE)) {
    console.error(`The example ${EXAMPLE} is missing: check the project out anew.`);
    return 1;
  }
  await ensureInstalled();
  const built = await runNode('scripts/build.mjs');
  if (built !== 0) return built;
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-start-'));
  const copy = await copyExample(folder);
  commitAll(copy);
  console.log(`The example is in ${copy}`);
  const run = ['run', '--prompt', PROMPT, '--llm-provider', 'offline', '--repo-path', copy];
  const env = { ...process.env, MICROFACTORY_HOME: join(folder, 'home') };
  const ran = await runNode('dist/cli.cjs', [...run, '--yes-verifier', '--ask', 'never', '--seed', SEED], {
    cwd: copy,
    env,
  });
  console.log(`\nThe example's own tests, in ${copy}:`);
  const tested = await runNpm(['test'], { cwd: copy });
  console.log(`\nThe repaired copy: ${copy}`);
  return ran !== 0 ? ran : tested;
}

if (process.argv.includes('--terminal')) {
  process.exitCode = await startInTerminal();
} else {
  console.error('The VS Code face is not built yet: use `npm start -- --terminal`.');
  process.exitCode = 2;
}
