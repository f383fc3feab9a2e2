// `npm run mutate [-- <part of a name> …]`: breaks one guarantee after the other in a copy of the project; its tests must go red each time.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { applyMutation, loadMutations, problemOf } from './mutations/table.mjs';
import { copyProject, runTests } from './mutations/copy.mjs';

const wanted = process.argv.slice(2);
const isWanted = ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part));

/** Returns `red` when the tests notice the breakage, else why it does not count. */
async function verdictOf(copy, mutation) {
  const undo = await applyMutation(copy, mutation);
  try {
    const report = await runTests(copy, mutation);
    if (report.failures.length > 0) return { verdict: 'red', detail: report.failures[0] };
    if (report.timedOut) return { verdict: 'red', detail: 'the tests hung' };
    if (report.unloaded > 0)
      return { verdict: 'ERROR', detail: 'the broken file does not load: break behaviour, not syntax' };
    if (report.passed === 0) return { verdict: 'ERROR', detail: 'no test ran' };
    return { verdict: 'SURVIVED', detail: `${report.passed} tests passed all the same` };
  } finally {
    await undo();
  }
}

/** Returns the problem of mutations whose tests are not green to begin with. */
async function baselineProblem(copy, mutations) {
  const tests = [...new Set(mutations.flatMap((mutation) => mutation.tests))];
  const report = await runTests(copy, { tests });
  if (report.passed > 0 && report.failed === 0 && !report.timedOut) return undefined;
  return `The tests are not green before anything is broken (${report.failures[0] ?? 'none ran'}).`;
}

async function judge(mutations) {
  const copy = await mkdtemp(join(tmpdir(), 'microfactory-mutate-'));
  try {
    await copyProject(copy);
    const problem = await baselineProblem(copy, mutations);
    if (problem !== undefined) throw new Error(problem);
    let bad = 0;
    for (const mutation of mutations) {
      const { verdict, detail } = await verdictOf(copy, mutation);
      if (verdict !== 'red') bad += 1;
      console.log(
        `${verdict.padEnd(8)}  ${mutation.name}\n          ${mutation.guarantee}\n          ${detail}`,
      );
    }
    console.log(`\n${mutations.length - bad} of ${mutations.length} breakages were noticed`);
    return bad === 0 ? 0 : 1;
  } finally {
    await rm(copy, { recursive: true, force: true, maxRetries: 5 });
  }
}

await ensureInstalled();
const mutations = (await loadMutations()).filter(isWanted);
const problems = (await Promise.all(mutations.map(problemOf))).filter((problem) => problem !== undefined);
for (const problem of problems) console.error(problem);
if (mutations.length === 0) console.error('No mutation has such a name.');
process.exitCode = problems.length > 0 || mutations.length === 0 ? 2 : await judge(mutations);
