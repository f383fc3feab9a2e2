import { MicrofactoryError, reasonIn } from '../../error.ts';
import { Continue, End, type NextAction } from '../../flow/next-action.ts';
import type { Json } from '../../json.ts';
import { applyDecision } from '../gate/apply-decision.ts';
import { decisionFrom } from '../gate/decision.ts';
import { openGate } from '../gate/open-gate.ts';
import type { ChosenCandidate } from '../maker-state.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { loadCandidate } from '../verify/load-candidate.ts';
import { rollBack } from '../verify/roll-back.ts';
import type { DomainTask, TaskAnswer } from './domain-task.ts';
import { readTaskAnswer } from './read-task-answer.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Returns the MicroTask that runs a domain's task: once a visit, its answer journalled before anything follows from it. */
export function domainTaskNode(task: DomainTask): MakerTask {
  return {
    async run(context) {
      const { chosen } = context.data;
      if (chosen === undefined) return Continue('again');
      if (isAllowed(context, task, chosen)) return Continue('passed');
      const decision = decisionFrom(context.decision);
      if (decision?.kind === 'approve') return allow(context, task, chosen);
      const next = decision === undefined ? undefined : await applyDecision(context, decision);
      if (next !== undefined) return next;
      return follow(context, chosen, recorded(context, task) ?? (await ask(context, task, chosen)), task);
    },
  };
}

function isAllowed({ data }: MakerContext, { name }: DomainTask, { key }: ChosenCandidate): boolean {
  return data.allowed.some((known) => known.task === name && known.key === key);
}

/** A yes to the task's question is none to what else has to be asked about the candidate. */
function allow(context: MakerContext, { name }: DomainTask, { key }: ChosenCandidate): NextAction {
  context.record({ type: 'task-allowed', task: name, key });
  return Continue('passed');
}

/** What a killed run had been answered. */
function recorded({ data }: MakerContext, { name }: DomainTask): TaskAnswer | undefined {
  return data.task?.task === name ? data.task.answer : undefined;
}

async function ask(context: MakerContext, task: DomainTask, chosen: ChosenCandidate): Promise<TaskAnswer> {
  const { environment, signal, stepId } = context;
  const candidate = await loadCandidate(environment.blobs, chosen.value);
  environment.progress(stepId, `The task ${task.name} runs.`);
  const work = {
    goal: environment.goal,
    step: context.data.input.brief,
    candidate,
    verification: context.data.verification,
    signal,
    show: () => environment.domain.show(candidate),
  };
  const answer = readTaskAnswer(
    await unlessAborted(signal, () => task.run(work)).catch((cause: unknown) => {
      throw failed(task, cause);
    }),
  );
  signal.throwIfAborted();
  if (answer === undefined) throw unknownAnswer(task);
  context.record({ type: 'task-answered', task: task.name, key: chosen.key, answer: answer as Json });
  await context.written();
  return answer;
}

function follow(
  context: MakerContext,
  { key }: ChosenCandidate,
  answer: TaskAnswer,
  { name }: DomainTask,
): NextAction {
  switch (answer.kind) {
    case 'continue':
      return Continue('passed');
    case 'wait':
      return openGate(context, { trigger: 'question', details: answer.question });
    case 'again':
      return Continue(
        rollBack(context, { key, reason: `${name}: ${answer.reason}`, feedback: [answer.reason] }),
      );
    case 'end':
      return End(answer.outcome, { summary: `${name}: ${answer.reason}` });
  }
}

function failed({ name }: DomainTask, cause: unknown): MicrofactoryError {
  if (cause instanceof MicrofactoryError) return cause;
  const message = `The task ${name} of the domain failed (${reasonIn(cause)}); mend it, then resume.`;
  return new MicrofactoryError({ code: 'configuration', message, cause });
}

function unknownAnswer({ name }: DomainTask): MicrofactoryError {
  const message = `The task ${name} of the domain answered nothing that is known; see docs/extending.md, then resume.`;
  return new MicrofactoryError({ code: 'configuration', message });
}
