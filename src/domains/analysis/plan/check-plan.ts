import type { Reading, RedFlag } from '../../../engine/maker/red-flag.ts';
import type { Plan, PlannedStep } from '../../../engine/maker/step.ts';
import { promiseOf, sameWords } from '../report/report.ts';

/** Returns the plan of a report, each step promising its section; flags titles that can't be headings of one report. */
export function checkedPlan(plan: Plan): Reading<Plan> {
  const flags = plan.steps.flatMap((step, index) => titleFlags(step, plan.steps.slice(0, index)));
  return flags.length > 0 ? { ok: false, flags } : { ok: true, value: { steps: plan.steps.map(section) } };
}

/** Returns the step as one that adds a section to the report. */
function section(step: PlannedStep): PlannedStep {
  return {
    ...step,
    kind: 'section',
    promise: { kind: 'tests', tests: [promiseOf(step.title)] },
    mayBreak: [],
  };
}

function titleFlags({ title }: PlannedStep, before: readonly PlannedStep[]): RedFlag[] {
  if (/[\r\n]/.test(title) || sameWords(title) === '')
    return [{ rule: 'heading', reason: `"${title.slice(0, 80)}" can't be a heading.` }];
  if (!before.some((other) => sameWords(other.title) === sameWords(title))) return [];
  return [{ rule: 'heading-twice', reason: `Two sections would be called "${title}".` }];
}
