import { describe, expect, it } from 'vitest';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import { stepOf } from '../../../../test/support/code-fixture.ts';
import type { TestCase, TestReport } from '../runners/test-runner.ts';
import { compareRuns, promisedOutcome } from './compare.ts';
import { KnownOutcomes } from './known-outcomes.ts';
import { verifyCandidate } from './verify-candidate.ts';
import { judgeWhole } from './verify-whole.ts';

/** Returns cases of a picture like `a:pass b:fail`. */
function cases(picture: string): TestCase[] {
  return picture
    .split(' ')
    .filter(Boolean)
    .map((part) => {
      const [id = '', outcome] = part.replaceAll('_', ' ').split(':');
      return { id, file: '', outcome: outcome as TestCase['outcome'], message: '', frames: [] };
    });
}

function report(picture: string, changes: Partial<TestReport> = {}): TestReport {
  const base = { complete: true, succeeded: true, output: 'said', ending: 'exit status 0', durationMs: 1 };
  return { cases: cases(picture), timedOut: false, flooded: false, ...base, ...changes };
}

describe('comparing a run with what passed before', () => {
  it.each([
    ['kept', 'a:pass b:pass', 'a:pass b:pass', [], []],
    ['fails now', 'a:pass', 'a:fail', ['a'], []],
    ['is missing now', 'a:pass b:pass', 'b:pass', ['a'], []],
    ['is skipped now', 'a:pass', 'a:skip', ['a'], []],
    ['failed before', 'a:fail b:pass', 'a:pass b:pass', [], ['a']],
    ['is flaky', 'flaky:pass a:pass', 'flaky:fail a:pass', [], []],
    ['may break', 'allowed:pass a:pass', 'a:pass', [], []],
    ['is new and fails', 'a:pass', 'a:pass new:fail', [], []],
    ['is a hook above tests that passed', 'f_›_a:pass', 'f_›_a:pass f:fail', ['f'], []],
    [
      'is an exit status no test explains',
      'a:pass exit_status_of_x:pass',
      'a:pass exit_status_of_x:fail',
      ['exit status of x'],
      [],
    ],
    [
      'is an exit status that a failing test explains',
      'b:fail a:pass exit_status_of_x:pass',
      'b:fail a:pass',
      [],
      [],
    ],
    ['is a file that loads now', 'f:fail a:pass', 'f_›_t:pass a:pass', [], ['f']],
  ])('a test that %s', (_what, before, after, broken, fixed) => {
    const step = { promise: { kind: 'none' as const }, mayBreak: ['allowed'] };
    const flaky = new Set(['flaky']);
    expect(compareRuns({ before: cases(before), after: cases(after), flaky, step })).toMatchObject({
      broken,
      fixed,
    });
  });

  it.each([
    ['f', 'f:pass', 'pass'],
    ['f', 'f_›_a:pass f_›_b:fail', 'fail'],
    ['f', 'f_›_a:pass f_›_b:skip', 'pass'],
    ['f', 'f_›_a:skip', 'skip'],
    ['f', 'g:pass', 'missing'],
  ])('the promise of %s, seen %s, is %s', (id, picture, outcome) => {
    expect(promisedOutcome(id, cases(picture)).outcome).toBe(outcome);
  });
});

describe('verifying a candidate', () => {
  const verify = (options: {
    before: string;
    runs: readonly TestReport[];
    promises?: readonly string[];
    flaky?: readonly string[];
  }) => {
    const runs = [...options.runs];
    return verifyCandidate({
      step: stepOf(options.promises ?? ['t']),
      on: 'tree',
      before: report(options.before),
      flaky: new Set(options.flaky ?? []),
      scratch: {} as Scratch,
      run: () => Promise.resolve(runs.shift() ?? report('')),
      reset: () => Promise.resolve(),
    });
  };

  it('fails a run that was cut short, whatever it reported', async () => {
    const cutShort = report('t:pass a:pass', { complete: false, ending: 'a timeout', timedOut: true });
    const { verification } = await verify({ before: 't:fail a:pass', runs: [cutShort] });
    expect(verification).toMatchObject({
      verdict: 'failed',
      summary: 'the verifier ended with a timeout before it reported all tests',
    });
  });

  it.each([
    ['once more when it is known as flaky', ['t'], 'passed'],
    ['not again when it is not', [], 'failed'],
  ])('runs a promised test that fails %s', async (_what, flaky, verdict) => {
    const runs = [report('t:fail a:pass'), report('t:pass a:pass')];
    expect((await verify({ before: 't:fail a:pass', runs, flaky })).verification.verdict).toBe(verdict);
  });

  it('gives a test that broke no second chance', async () => {
    const runs = [report('t:pass a:fail'), report('t:pass a:pass')];
    expect((await verify({ before: 't:fail a:pass', runs })).verification).toMatchObject({
      verdict: 'failed',
      broken: ['a'],
    });
  });
});

describe('judging the whole', () => {
  const whole = (baseline: string, after: TestReport) =>
    judgeWhole({
      step: stepOf([], { depth: 0 }),
      on: 'tree',
      baseline: cases(baseline),
      flaky: new Set(['flaky']),
      report: after,
    });

  it.each([
    ['t:fail a:pass', report('t:pass a:pass'), 'passed', '1 fixed, 1 kept, none fails'],
    ['t:fail u:fail a:pass', report('t:pass u:fail a:pass'), 'passed', '1 fixed, 1 kept, 1 still fail'],
    ['t:fail a:pass', report('t:pass a:fail'), 'failed', 'a passed before and does not now'],
    ['a:pass flaky:pass', report('a:pass flaky:fail'), 'unverified', '0 fixed, 1 kept, none fails'],
    [
      't:fail a:pass',
      report('t:pass a:pass', { complete: false, ending: 'signal SIGKILL' }),
      'failed',
      'the verifier ended with signal SIGKILL before it reported all tests',
    ],
    [
      't:fail',
      report('t:pass exit_status_of_npm_test:fail'),
      'failed',
      'all tests pass, but the exit status of npm test is not 0',
    ],
  ])('%s', (baseline, after, verdict, summary) => {
    expect(whole(baseline, after)).toMatchObject({ verdict, summary });
  });
});

describe('known outcomes', () => {
  it('runs a tree once for all who ask, and again after an incomplete run', async () => {
    const outcomes = new KnownOutcomes();
    let runs = 0;
    const run = (complete: boolean) => () => {
      runs += 1;
      return Promise.resolve(report('a:pass', { complete }));
    };
    await Promise.all([outcomes.of('x', run(true)), outcomes.of('x', run(true))]);
    expect(runs).toBe(1);
    await outcomes.of('y', run(false));
    await outcomes.of('y', run(true));
    expect(runs).toBe(3);
  });
});
