// Runs the first example offline on the command line, and says whether its tests pass then.
import { runNode, runNpm } from '../project.mjs';
import { exampleCopy, PROMPT, SEED } from './example-copy.mjs';

/** Resolves to the exit code: that of the run, else that of the example's own tests. */
export async function startInTerminal() {
  const built = await runNode('scripts/build.mjs');
  if (built !== 0) return built;
  const { copy, home } = await exampleCopy();
  console.log(`The example is in ${copy}`);
  const run = ['run', '--prompt', PROMPT, '--llm-provider', 'offline', '--repo-path', copy];
  const ran = await runNode('dist/cli.cjs', [...run, '--yes-verifier', '--ask', 'never', '--seed', SEED], {
    cwd: copy,
    env: { ...process.env, MICROFACTORY_HOME: home },
  });
  console.log(`\nThe example's own tests, in ${copy}:`);
  const tested = await runNpm(['test'], { cwd: copy });
  console.log(`\nThe repaired copy: ${copy}`);
  return ran !== 0 ? ran : tested;
}
