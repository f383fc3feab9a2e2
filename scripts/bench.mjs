// `npm run bench`: `microfactory bench steps` with LangGraph.js beside it and `bench candidates`, then every measurement of test/bench.
// `npm run bench -- <name>` runs one: `steps`, `candidates`, or a folder of test/bench with a measure.ts. What follows goes to it.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureInstalled } from './ensure-installed.mjs';
import { root, runNode } from './project.mjs';
import { namesWith, runNamed } from './run-named.mjs';

const FILE = 'measure.ts';

/** Builds what ships and measures that; resolves to its exit code. */
async function shipped(...args) {
  await ensureInstalled();
  const built = await runNode('scripts/build.mjs', []);
  return built === 0 ? runNode('dist/cli.cjs', ['bench', ...args]) : built;
}

async function steps(args) {
  await ensureInstalled();
  const langGraph = await langGraphProgram();
  const beside = langGraph === undefined ? [] : ['--langgraph', langGraph];
  return shipped('steps', ...beside, ...args);
}

/** Returns the program, installed once; undefined, with the reason said, where it can't be: the rest is measured all the same. */
async function langGraphProgram() {
  try {
    const install = join(root, 'test', 'bench', 'langgraph', 'install.mjs');
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [install]);
    process.stderr.write(stderr);
    return stdout.trim().split('\n').at(-1);
  } catch (error) {
    console.error(`LangGraph.js is left out: ${error.message.trim().split('\n').at(-1)}`);
    return undefined;
  }
}

const [name, ...args] = process.argv.slice(2);
if (name === 'steps') process.exitCode = await steps(args);
else if (name === 'candidates') process.exitCode = await shipped(name, ...args);
else if (name !== undefined)
  await runNamed({ command: 'bench', file: FILE, name, args, others: ['steps', 'candidates'] });
else {
  const before = await steps([]);
  process.exitCode = (await shipped('candidates')) || before;
  for (const each of await namesWith(FILE)) {
    const before = process.exitCode;
    await runNamed({ command: 'bench', file: FILE, name: each, args: [] });
    process.exitCode ||= before;
  }
}
