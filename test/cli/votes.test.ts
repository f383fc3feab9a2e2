import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planKey, readPlan } from '../../src/engine/maker/plan/read-plan.ts';
import { voteExplanation } from '../../src/protocol/explanation.ts';
import { sessionList } from '../../src/protocol/session.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository, treeState } from './support/repository.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

const FIX_ADD = { title: 'Add instead of subtracting', tests: ['test/add.test.js › adds'] };
const FIX_LARGER = { title: 'Take the larger one', tests: ['test/larger.test.js › takes the larger'] };
/** One call at a time, so that answers come in the order of the script. */
const RUN = [
  'run',
  '--json',
  '--prompt',
  'Fix the failing tests',
  '--yes-verifier',
  '--max-concurrent-llm',
  '1',
];

const body = (line: string) => replaceLine('src/add.js', '  return a - b;', `  return ${line};`);
/** Three that keep every test, and are not the same answer. */
const [A, B, C] = [body('a + b'), body('b + a'), body('a - -b')];
const WRONG = body('a * b');

describe('a race', () => {
  it('that no answer leads by k decides nothing: the run waits with exit 3 and nothing is applied', async () => {
    const repo = makeRepository({ files: CALCULATOR });
    const before = treeState(repo);
    // Ten votes, and six more in other words.
    const letters = [A, B, A, B, A, C, B, A, B, C, A, B, A, B, A, B];
    const server = await modelServer(
      byRole({
        decomposition: () => planOf(FIX_ADD),
        solver: (_request, place) => letters[place] ?? { status: 400, message: 'asked past the cap' },
      }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const run = await cli.run([...RUN, '--ask', 'never', '--repo-path', repo]);

    expect(run.exitCode).toBe(3);
    expect(ofType(run, 'vote-concluded')).toMatchObject([
      { decided: false, winner: null, votes: { A: 4, B: 4, C: 2 } },
      { decided: false, winner: null, votes: { A: 7, B: 7, C: 2 } },
    ]);
    expect(ofType(run, 'candidate-verified')).toEqual([]);
    expect(treeState(repo)).toEqual(before);
    const status = await cli.run(['status', '--json']);
    const [session] = sessionList.parse(JSON.parse(status.stdout)).sessions;
    expect(session).toMatchObject({ status: 'paused', wait_state: { step_id: '1', trigger: 'undecided' } });

    const approve = await cli.run(['decide', 'approve', '--session-id', sessionOf(run), '--step', '1']);
    expect(approve).toMatchObject({ exitCode: 2, stdout: '' });
    expect(approve.stderr).toMatch(/^Step 1 has no verified candidate to approve.*\n$/);
  });

  it('checks each class of answers once, in a worktree, and counts no vote for one that breaks its promise', async () => {
    const runs = join(temporaryFolder(), 'runs');
    const counting = `import { appendFileSync, readFileSync } from 'node:fs';
import test from 'node:test';
test('counts', () => appendFileSync(${JSON.stringify(runs)}, readFileSync('src/add.js', 'utf8').split('\\n')[1] + '\\n'));
`;
    const repo = makeRepository({ files: { ...CALCULATOR, 'test/counting.test.js': counting } });
    const script = [WRONG, A, WRONG, WRONG, WRONG, A, WRONG, A];
    const server = await modelServer(
      byRole({ decomposition: () => planOf(FIX_ADD), solver: (_request, place) => script[place] ?? A }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const run = await cli.run([...RUN, '--ask', 'never', '--repo-path', repo]);

    const [vote] = ofType(run, 'vote-concluded');
    expect(vote).toMatchObject({ decided: true, dissent: 0 });
    // Which of the first answers is read first has no order.
    expect(Object.values(vote?.['votes'] as Record<string, number>)).toEqual([3]);
    const checks = readFileSync(runs, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim());
    const count = (line: string) => checks.filter((each) => each === line).length;
    // The winner runs once more as a whole before it is delivered.
    expect([count('return a * b;'), count('return a + b;')]).toEqual([1, 2]);
    const args = ['explain', '--json', '--session-id', sessionOf(run), '--step', '1'];
    const explained = voteExplanation.parse(JSON.parse((await cli.run(args)).stdout));
    expect(explained.sentence).toBe('All 3 agree: same reply, word for word.');
    expect(explained.flagged.map(({ rule }) => rule)).toEqual([
      ...['verification', 'verification', 'known-to-fail', 'known-to-fail', 'known-to-fail'],
    ]);
  });

  it('never counts malformed answers, however alike they are', async () => {
    const repo = makeRepository({ files: CALCULATOR });
    const malformed = A.replace('>>>>>>> REPLACE\n', '');
    const script = [malformed, malformed, malformed, malformed, malformed, A, A, A];
    const server = await modelServer(
      byRole({
        decomposition: () => planOf(FIX_ADD),
        solver: (_request, place) => script[place] ?? malformed,
      }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const run = await cli.run([...RUN, '--ask', 'never', '--repo-path', repo]);

    const samples = ofType(run, 'sample-recorded');
    expect(samples.map(({ outcome }) => outcome)).toEqual([
      ...Array<string>(5).fill('flagged'),
      ...Array<string>(3).fill('valid'),
    ]);
    expect(ofType(run, 'vote-concluded')).toMatchObject([{ decided: true, votes: { A: 3 }, dissent: 0 }]);
    expect(readFileSync(join(repo, 'src/add.js'), 'utf8')).toContain('return a + b;');
  });

  it('of nothing but one malformed answer has no winner and delivers nothing', async () => {
    const repo = makeRepository({ files: CALCULATOR });
    const before = treeState(repo);
    const server = await modelServer(
      byRole({ decomposition: () => planOf(FIX_ADD), solver: () => A.replace('=======\n', '') }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const run = await cli.run([...RUN, '--ask', 'never', '--repo-path', repo]);

    expect(run.exitCode).toBe(3);
    expect(ofType(run, 'vote-concluded')).toMatchObject([{ decided: false, votes: {} }]);
    expect(treeState(repo)).toEqual(before);
  });
});

describe('a plan', () => {
  it('that stands first in the order of the prompt loses to the one that the discriminator prefers', async () => {
    const one = planOf({ title: 'Mend both', tests: [...FIX_ADD.tests, ...FIX_LARGER.tests] });
    const two = planOf(FIX_ADD, FIX_LARGER);
    // Unshuffled, options stand in the order of their keys: the better one is the one that would always come second.
    const [first, better] = [one, two].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const preferred = better === two ? /\n2\. / : /1\. Mend both/;
    const shown: string[] = [];
    const server = await modelServer(
      byRole({
        decomposition: (_request, place) => (place % 2 === 0 ? first : better) ?? '',
        // Now and then whatever stands first is chosen.
        decomposition_discriminator: ({ prompt }, place) => {
          const [, plan1 = '', plan2 = ''] = prompt.split(/^Plan \d:$/m);
          const place2 = preferred.test(plan2) && !preferred.test(plan1) ? 2 : 1;
          shown.push(place2 === 2 ? 'first, better' : 'better, first');
          return JSON.stringify({ choice: place < 2 ? 1 : place2 });
        },
        solver: () => 'no',
      }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const run = await cli.run([...RUN, '--seed', '1', '--repo-path', repo()]);

    expect(new Set(shown)).toEqual(new Set(['first, better', 'better, first']));
    const steps = better === two ? [FIX_ADD.title, FIX_LARGER.title] : ['Mend both'];
    expect(ofType(run, 'plan-chosen')).toMatchObject([{ steps, unanimous: false }]);
  });
});

function repo(): string {
  return makeRepository({ files: CALCULATOR });
}

function keyOf(text: string): string {
  const plan = readPlan(text);
  if (!plan.ok) throw new Error('not a plan');
  return planKey(plan.value);
}
