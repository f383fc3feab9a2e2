import { Continue, End, type NextAction } from '../../flow/next-action.ts';
import type { Json } from '../../json.ts';
import type { StepBrief } from '../step.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { settleDomain } from '../settle-domain.ts';

/** Checks everything once more, together, before anything may leave the worktree. */
export const checkWhole: MakerTask = {
  async run(context): Promise<NextAction> {
    const { skipped, failed } = context.children;
    if (context.session.accepted === 0) return nothingAccepted(skipped + failed);
    await settleDomain(context);
    const whole = await context.environment.domain.verifyWhole(wholePromise(context), context.signal);
    await recordWhole(context, whole);
    if (whole.verdict !== 'failed') return Continue();
    return End('failed', { summary: `Nothing was delivered: ${whole.summary}` });
  },
};

/** Together the accepted steps must keep what each of them promised: a change that got lost on the way shows here. */
function wholePromise({ data, session }: MakerContext): StepBrief {
  const tests = [...session.promisedTests].filter((test) => !session.mayBreak.has(test));
  const promise = tests.length === 0 ? data.input.brief.promise : ({ kind: 'tests', tests } as const);
  return { ...data.input.brief, promise, mayBreak: [...session.mayBreak] };
}

function nothingAccepted(left: number): NextAction {
  if (left === 0) return End('done', { summary: 'There was nothing to change.' });
  return End('skipped', {
    summary: `Nothing was accepted: ${left} ${left === 1 ? 'step was' : 'steps were'} left undone.`,
  });
}

async function recordWhole(
  context: MakerContext,
  whole: Awaited<ReturnType<MakerContext['environment']['domain']['verifyWhole']>>,
) {
  const output = await context.environment.blobs.put(whole.output);
  context.record({ type: 'candidate-verified', verification: { ...whole, output } as unknown as Json });
  await context.written();
}
