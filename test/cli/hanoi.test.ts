import { expect, it } from 'vitest';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { acceptedStates, hanoiFolder, journalOf, killedAt, runOf } from './support/hanoi.ts';

/** Plays the moves on three stacks by the rules; returns what lies on the last peg, from the ground up. */
function played(states: readonly string[], disks: number): number[] {
  const stacks: Record<string, number[]> = { A: [], B: [], C: [] };
  for (let disk = disks; disk > 0; disk -= 1) stacks['A']?.push(disk);
  for (const state of states) {
    const [, disk, from = '', to = ''] = /^(\d+)([ABC])([ABC]) /.exec(state) ?? [];
    expect(stacks[from]?.pop(), state).toBe(Number(disk));
    expect(stacks[to]?.at(-1) ?? Infinity, state).toBeGreaterThan(Number(disk));
    stacks[to]?.push(Number(disk));
  }
  return stacks['C'] ?? [];
}

it('solves 6 disks, one vote after the other, with a solver that is wrong one time in ten', async () => {
  const cli = commandLine();
  const run = await cli.run(runOf(6, 'p=0.9'));
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  expect(ofType(run, 'session-finished')).toMatchObject([
    { status: 'completed', summary: 'All disks are on peg C after 63 legal moves.', exit_code: 0 },
  ]);
  const states = acceptedStates(await journalOf(cli, sessionOf(run)));
  expect(states).toHaveLength(63);
  expect(played(states, 6)).toEqual([6, 5, 4, 3, 2, 1]);

  const show = await cli.run(['show', '--session-id', sessionOf(run), '--step', '7']);
  expect(show, show.stderr).toMatchObject({ exitCode: 0 });
  expect(show.stdout).toContain('Move 7');
}, 60_000);

it('says so, and exits with 1, when one vote a step is not enough', async () => {
  const run = await commandLine().run(runOf(6, 'p=0.7', '1'));
  expect(run).toMatchObject({ exitCode: 1 });
  expect(ofType(run, 'session-finished')).toMatchObject([
    { status: 'failed', summary: 'Nothing was delivered: Not all disks are on peg C.' },
  ]);
}, 60_000);

it('killed in the middle and resumed, accepts the same moves', async () => {
  const undisturbed = commandLine();
  const whole = await undisturbed.run(runOf(9, 'p=0.9'));
  const expected = acceptedStates(await journalOf(undisturbed, sessionOf(whole)));
  expect(expected).toHaveLength(511);

  const cli = commandLine();
  const first = await cli.run(runOf(9, 'p=0.9'), killedAt(20));
  expect(first.exitCode).toBeNull();
  const id = sessionOf(first);
  const resume = ['resume', '--json', '--session-id', id];
  expect(await cli.run(resume, killedAt(300))).toMatchObject({ exitCode: null });
  const last = await cli.run(resume);
  expect(last, last.stderr).toMatchObject({ exitCode: whole.exitCode });
  expect(acceptedStates(await journalOf(cli, id))).toEqual(expected);
}, 60_000);

it('refuses a prompt without disks, and a domain that nobody simulates', async () => {
  const cli = commandLine();
  const simulated = ['run', '--repo-path', hanoiFolder(), '--llm-provider', 'simulated'];
  const disks = await cli.run([...simulated, '--domain', 'hanoi', '--prompt', 'Move the disks']);
  expect(disks.exitCode).toBe(2);
  expect(disks.stderr).toContain('Say how many disks there are');
  const code = await cli.run([...simulated, '--prompt', 'Fix it']);
  expect(code.exitCode).toBe(2);
  expect(code.stderr).toContain('Nobody simulates answers in the domain code');
});
