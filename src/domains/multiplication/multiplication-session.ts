import type { Evidence } from '../../engine/maker/evidence.ts';
import type { DomainContext, DomainSession, StepContext } from '../../engine/maker/domain.ts';
import type { Reading } from '../../engine/maker/red-flag.ts';
import type { Plan, StepBrief } from '../../engine/maker/step.ts';
import { withoutTests, type Verification } from '../../engine/maker/verification.ts';
import { isOn } from '../redflags/rule-settings.ts';
import { readAnswer } from './answer.ts';
import { addUp, halvesOf, isAtomic, productStep } from './halves.ts';
import { askedProduct, productIn, titleOf, type Product } from './product.ts';
import { resultsIn, withResult } from './results.ts';

/** The step whose result is the result of all. */
const TOP = '1';

/** Returns a session for the product that the prompt names; throws `usage` when it names none. */
export function multiplicationSession({ goal, settings }: DomainContext): DomainSession {
  const product = askedProduct(goal);
  const checked = isOn(settings.redFlaggers, 'legality');
  let accepted: string | undefined;
  return {
    preflight: () => Promise.resolve({ kind: 'ready' }),
    baseline: () => Promise.resolve({ summary: `${titleOf(product)} is to be worked out`, data: null }),
    restore: () => undefined,
    // The task is one product; how that is split is proposed and voted on.
    ownPlan: ({ step }) => Promise.resolve(step.depth === 0 ? { steps: [productStep(product)] } : undefined),
    isAtomic,
    composes: ({ title }) => productIn(title) !== undefined,
    split: ({ step }) => Promise.resolve(isAtomic(step) ? undefined : planOf(step)),
    evidence: (context) => Promise.resolve(evidenceOf(goal, context)),
    checkPlan: (plan, step) => Promise.resolve(checkPlan(plan, step, checked)),
    readAnswer: (text, step) => Promise.resolve(readAnswer(text, step, checked)),
    readEdit: ([file], step) => Promise.resolve(readAnswer(file?.text ?? '', step, checked)),
    alreadyKept: () => Promise.resolve(false),
    verify: () => Promise.resolve(checkedOrNot(accepted, checked)),
    state: () => accepted ?? '',
    accepting({ payload }) {
      const { step, value } = payload as { readonly step: string; readonly value: string };
      return Promise.resolve(withResult(accepted, step, value));
    },
    accept: (state) => Promise.resolve(void (accepted = state)),
    verifyWhole: () => Promise.resolve(wholeOf(accepted, product)),
    show: ({ summary }) => Promise.resolve(summary),
    changes: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
}

function planOf({ title }: StepBrief): Plan | undefined {
  const product = productIn(title);
  return product === undefined ? undefined : { steps: halvesOf(product).map(productStep) };
}

/** Each step of a plan is a product; with checks, they have to add up to what they are parts of. */
function checkPlan(plan: Plan, step: StepBrief, checked: boolean): Reading<Plan> {
  const parts = plan.steps.flatMap(({ title }) => productIn(title) ?? []);
  if (parts.length < plan.steps.length)
    return flagged('plan-parts', 'A step of the plan is no product.', plan);
  const whole = productIn(step.title);
  if (checked && whole !== undefined && !addUp(parts, whole))
    return flagged('plan-sum', 'The parts do not add up to the whole.', plan);
  return { ok: true, value: plan };
}

function flagged(rule: string, reason: string, { steps }: Plan): Reading<Plan> {
  return { ok: false, flags: [{ rule, reason, evidence: steps.map(({ title }) => title).join('; ') }] };
}

/** What a step is told: what to work out and, where it is put together, what came of its parts. Nothing of other steps. */
function evidenceOf(goal: string, { step, place, feedback }: StepContext): Evidence {
  const parts = place.parts?.map(({ summary }) => summary).join('\n');
  const notes = parts === undefined ? [] : [`The product is the sum of these:\n${parts}`];
  const alone = { ...place, siblings: [] };
  return { goal, step, place: alone, files: [], failures: [], outline: [], feedback, notes };
}

/** What there is to check was a red flag before the vote. */
function checkedOrNot(state: string | undefined, checked: boolean): Verification {
  const on = state ?? '';
  return checked
    ? withoutTests({ verdict: 'passed', summary: 'Its remainder by 99 is that of its factors.', on })
    : withoutTests({ verdict: 'unverified', summary: 'Nothing was checked.', on });
}

function wholeOf(state: string | undefined, product: Product): Verification {
  const found = resultsIn(state)[TOP];
  const on = state ?? '';
  return found === String(product.a * product.b)
    ? withoutTests({ verdict: 'passed', summary: `${titleOf(product)} = ${found}`, on })
    : withoutTests({ verdict: 'failed', summary: `${titleOf(product)} is not ${found ?? 'known'}.`, on });
}
