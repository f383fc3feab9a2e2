import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { Baseline, DomainSession } from '../../engine/maker/domain.ts';
import type { StepBrief } from '../../engine/maker/step.ts';
import {
  answer,
  CALC,
  codeFixture,
  place,
  signal,
  silent,
  stepOf,
  type CodeFixture,
} from '../../../test/support/code-fixture.ts';

const ADDS = 'test/calc.test.js › adds';
const DOUBLES = 'test/calc.test.js › doubles';
const LAST = 'test/calc.test.js › last';
const FIX_ADD = answer('src/calc.js', '  return a - b;', '  return a + b;');
const FIX_LAST = answer(
  'src/calc.js',
  '  return list[list.length].name;',
  '  return list[list.length - 1].name;',
);

async function candidateOf(session: DomainSession, text: string, step: StepBrief): Promise<Candidate> {
  const reading = await session.readAnswer(text, step);
  if (!reading.ok) throw new Error(JSON.stringify(reading.flags));
  return reading.value;
}

async function accepted(session: DomainSession, text: string, step: StepBrief): Promise<void> {
  await session.accept(await session.accepting(await candidateOf(session, text, step)));
}

let fixture: CodeFixture;
let session: DomainSession;
let baseline: Baseline;

async function begin(): Promise<void> {
  fixture = await codeFixture(CALC);
  session = fixture.session;
  baseline = await session.baseline(signal, silent);
}

describe('a session on a project with two defects', () => {
  beforeAll(begin);
  afterAll(() => fixture.remove());

  it('shows the verifier in full before its first run', async () => {
    expect(await session.preflight()).toMatchObject({
      kind: 'needs-approval',
      what: 'npm test → node --test test/',
    });
  });

  it('knows how things stand', () => {
    expect(baseline.summary).toBe('1 pass, 2 fail with npm test');
    expect(baseline.warning).toBeUndefined();
  });

  it('plans a leaf for each failing test without a model', async () => {
    const plan = await session.ownPlan({ step: stepOf([]), place, feedback: [] }, signal);
    expect(plan?.steps.map(({ title, promise }) => ({ title, promise }))).toEqual([
      { title: 'Make "adds" pass', promise: { kind: 'tests', tests: [ADDS] } },
      { title: 'Make "last" pass', promise: { kind: 'tests', tests: [LAST] } },
    ]);
  });

  it('passes a candidate that keeps its promise and breaks nothing', async () => {
    const step = stepOf([ADDS]);
    const candidate = await candidateOf(session, FIX_ADD, step);
    expect(candidate).toMatchObject({ summary: 'src/calc.js +1 −1', size: 2, needsPerson: [] });
    expect(await session.verify(candidate, step, signal)).toMatchObject({
      verdict: 'passed',
      summary: '1 promised pass, 1 kept',
      broken: [],
      fixed: [ADDS],
      on: fixture.workspace.base,
    });
    expect(await session.show(candidate)).toContain('+  return a + b;');
    expect(await fixture.user.read('src/calc.js')).toBe(CALC['src/calc.js']);
  });

  it('never passes a candidate that breaks a passing test', async () => {
    const step = stepOf([ADDS]);
    const both = FIX_ADD.replace(
      '\n```\n',
      '\n<<<<<<< SEARCH\n  return a + a;\n=======\n  return a * 3;\n>>>>>>> REPLACE\n```\n',
    );
    const verification = await session.verify(await candidateOf(session, both, step), step, signal);
    expect(verification).toMatchObject({ verdict: 'failed', broken: [DOUBLES], fixed: [ADDS] });
    expect(verification.seen[0]).toContain(`It broke ${DOUBLES}`);
  });

  it.each([
    ['deletes the test', "test('doubles', () => assert.equal(twice(2), 4));", ''],
    ['skips the test', "test('doubles', () =>", "test.skip('doubles', () =>"],
  ])('counts a test that is gone as broken: an answer that %s', async (_what, before, after) => {
    const step = stepOf([ADDS]);
    const text = (CALC['test/calc.test.js'] as string).replace(before, after);
    const source = (CALC['src/calc.js'] as string).replace('a - b', 'a + b');
    const reading = await session.readEdit(
      [
        { path: 'test/calc.test.js', text },
        { path: 'src/calc.js', text: source },
      ],
      step,
    );
    if (!reading.ok) throw new Error(JSON.stringify(reading.flags));
    expect(reading.value.needsPerson).toEqual([
      expect.stringMatching(/^test-weakened: test\/calc\.test\.js/),
    ]);
    expect(await session.verify(reading.value, step, signal)).toMatchObject({
      verdict: 'failed',
      broken: [DOUBLES],
    });
    expect(await session.verify(reading.value, { ...step, mayBreak: [DOUBLES] }, signal)).toMatchObject({
      verdict: 'passed',
    });
  });

  it('fails a candidate after which the tests do not load', async () => {
    const step = stepOf([ADDS]);
    const text = answer('src/calc.js', 'export function last(list) {', 'function last(list) {');
    const verification = await session.verify(await candidateOf(session, text, step), step, signal);
    expect(verification).toMatchObject({ verdict: 'failed', broken: expect.arrayContaining([DOUBLES]) });
  });

  it('labels a step without a promise unverified, and still fails it when it breaks something', async () => {
    const step = stepOf([]);
    const harmless = answer('src/calc.js', '  return a + a;', '  return 2 * a;');
    expect(await session.verify(await candidateOf(session, harmless, step), step, signal)).toMatchObject({
      verdict: 'unverified',
    });
    const harmful = answer('src/calc.js', '  return a + a;', '  return 3 * a;');
    expect(await session.verify(await candidateOf(session, harmful, step), step, signal)).toMatchObject({
      verdict: 'failed',
    });
  });

  it('does not run a command that nobody approved', async () => {
    const promise = { kind: 'command', argv: ['node', '--version'] } as const;
    const step = stepOf([], { promise });
    const verification = await session.verify(await candidateOf(session, FIX_ADD, step), step, signal);
    expect(verification).toMatchObject({
      verdict: 'failed',
      promised: [{ message: 'Nobody approved this command.' }],
    });
    const planned = { ...step, dependsOn: [] };
    expect(await session.checkPlan({ steps: [planned] }, step)).toMatchObject({
      ok: false,
      flags: [{ rule: 'command-not-approved' }],
    });
  });

  it('completes test names in plans and refuses those that do not exist', async () => {
    const planned = (tests: string[]) => ({ steps: [{ ...stepOf(tests), dependsOn: [] }] });
    expect(await session.checkPlan(planned(['adds', DOUBLES]), stepOf([]))).toMatchObject({
      ok: true,
      value: { steps: [{ promise: { kind: 'tests', tests: [ADDS] } }] },
    });
    expect(await session.checkPlan(planned(['flies']), stepOf([]))).toMatchObject({
      ok: false,
      flags: [{ rule: 'unknown-test' }],
    });
    expect(await session.checkPlan(planned([DOUBLES]), stepOf([]))).toMatchObject({
      ok: true,
      value: { steps: [{ promise: { kind: 'none' } }] },
    });
  });

  it('gathers failures, files and a bench for the solver', async () => {
    const context = { step: stepOf([LAST]), place, feedback: ['left\u202eright'] };
    const evidence = await session.evidence(context, 'solver', signal);
    expect(evidence.failures.map(({ test }) => test)).toEqual([LAST]);
    expect(evidence.failures[0]?.frames[0]).toMatchObject({ path: 'src/calc.js', line: 8 });
    expect(evidence.files.map(({ path, why }) => [path, why])).toEqual([
      ['src/calc.js', 'stack frame'],
      ['test/calc.test.js', 'failing test'],
    ]);
    expect(evidence.outline).toEqual(['package.json', 'src/calc.js', 'test/calc.test.js']);
    expect(evidence.feedback).toEqual(['left\\u{202e}right']);
    expect(evidence.bench?.targets).toEqual([LAST]);
    expect(evidence.bench?.sources).toEqual(['src/calc.js']);
    const whole = await session.evidence({ ...context, step: stepOf([]) }, 'decomposition', signal);
    expect(whole.failures).toHaveLength(2);
    expect(whole.bench).toBeUndefined();
  });
});

describe('a session in which candidates are accepted', () => {
  beforeEach(begin);
  afterEach(() => fixture.remove());

  it('protects what earlier steps fixed, also after a restart', async () => {
    await accepted(session, FIX_ADD, stepOf([ADDS]));
    const later = await fixture.reopened();
    later.restore(baseline);
    expect(later.state()).toBe(session.state());
    expect(await later.alreadyKept(stepOf([ADDS]), signal)).toBe(true);
    expect(await later.alreadyKept(stepOf([LAST]), signal)).toBe(false);
    const undone = `${FIX_LAST}${answer('src/calc.js', '  return a + b;', '  return a - b;')}`;
    const step = stepOf([LAST]);
    expect(await later.verify(await candidateOf(later, undone, step), step, signal)).toMatchObject({
      verdict: 'failed',
      broken: [ADDS],
    });
    await accepted(later, FIX_LAST, step);
    expect(await later.verifyWhole(stepOf([], { depth: 0 }), signal)).toMatchObject({
      verdict: 'passed',
      summary: '2 fixed, 1 kept, none fails',
    });
    await later.close();
  });

  it('merges a candidate that was made before another was accepted', async () => {
    const step = stepOf([LAST]);
    const candidate = await candidateOf(session, FIX_LAST, step);
    await accepted(session, FIX_ADD, stepOf([ADDS]));
    expect(await session.verify(candidate, step, signal)).toMatchObject({ verdict: 'passed', broken: [] });
    await session.accept(await session.accepting(candidate));
    expect(await session.verifyWhole(stepOf([], { depth: 0 }), signal)).toMatchObject({ verdict: 'passed' });
  });

  it('tells the next attempt when the same lines changed meanwhile', async () => {
    const step = stepOf([ADDS]);
    const candidate = await candidateOf(
      session,
      answer('src/calc.js', '  return a - b;', '  return b + a;'),
      step,
    );
    await accepted(session, FIX_ADD, step);
    const verification = await session.verify(candidate, step, signal);
    expect(verification.verdict).toBe('failed');
    expect(verification.seen[0]).toContain('src/calc.js');
    await expect(session.accepting(candidate)).rejects.toMatchObject({ code: 'conflict' });
  });
});
