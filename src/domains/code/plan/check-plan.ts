import type { Plan, PlannedStep, StepPromise } from '../../../engine/maker/step.ts';
import type { Reading, RedFlag } from '../../../engine/maker/red-flag.ts';
import { ID_SEPARATOR } from '../runners/case-ids.ts';
import type { TestCase } from '../runners/test-runner.ts';

export interface PlanGround {
  /** How the accepted state stands. */
  readonly cases: readonly TestCase[];
  isApproved(argv: readonly string[]): Promise<boolean>;
}

/**
 * Returns the plan with test names completed to ids. Flags tests that do not exist and commands that nobody approved;
 * a promise of tests that pass already is no promise, since it could not tell whether the step was done.
 */
export async function checkedPlan(plan: Plan, ground: PlanGround): Promise<Reading<Plan>> {
  const flags: RedFlag[] = [];
  const steps: PlannedStep[] = [];
  for (const step of plan.steps) {
    const promise = await checkedPromise(step, ground, flags);
    const mayBreak = step.mayBreak.map((test) => knownTest(test, ground.cases, flags));
    steps.push({ ...step, promise, mayBreak });
  }
  return flags.length > 0 ? { ok: false, flags } : { ok: true, value: { steps } };
}

async function checkedPromise(step: PlannedStep, ground: PlanGround, flags: RedFlag[]): Promise<StepPromise> {
  const { promise } = step;
  if (promise.kind === 'none') return promise;
  if (promise.kind === 'command') {
    if (!(await ground.isApproved(promise.argv))) flags.push(notApproved(promise.argv));
    return promise;
  }
  const tests = promise.tests.map((test) => knownTest(test, ground.cases, flags));
  const open = tests.filter((test) => ground.cases.find(({ id }) => id === test)?.outcome !== 'pass');
  return open.length === 0 ? { kind: 'none' } : { kind: 'tests', tests: [...new Set(open)] };
}

function knownTest(test: string, cases: readonly TestCase[], flags: RedFlag[]): string {
  if (cases.some(({ id }) => id === test)) return test;
  const matching = cases.filter(({ id }) => id.endsWith(ID_SEPARATOR + test));
  if (matching.length === 1 && matching[0]) return matching[0].id;
  const why = matching.length > 1 ? 'names several tests' : 'is no test of this project';
  flags.push({ rule: 'unknown-test', reason: `The plan promises "${test}", which ${why}.`, evidence: test });
  return test;
}

function notApproved(argv: readonly string[]): RedFlag {
  const reason = `The plan promises that "${argv.join(' ')}" passes, a command that nobody approved.`;
  return { rule: 'command-not-approved', reason };
}
