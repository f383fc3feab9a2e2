import { classified } from '../../error.ts';
import type { Json } from '../../json.ts';
import type { RawAnswer } from '../../ports/microagent.ts';
import type { AskForInputs } from '../domain.ts';
import type { MakerContext } from '../maker-task.ts';
import type { Reading } from '../red-flag.ts';
import { answerFlags } from '../redflag/answer-flags.ts';
import { stepContext } from '../step-context.ts';
import { voterOf } from './ask-otherwise.ts';

/** A reply that raises a red flag is thrown away and asked anew, so often. */
const TRIES = 3;

/** Returns how a domain asks for inputs on which answers may differ; undefined where there is no model to ask. */
export function inputsAsker(context: MakerContext): AskForInputs | undefined {
  if (voterOf(context)?.inputs === undefined) return undefined;
  return async (options, read) => {
    for (let index = 0; index < TRIES; index += 1) {
      const answer = await askOnce(context, options, index);
      if (answer === undefined) return undefined;
      const reading = judged(context, answer, read);
      await record(context, answer, reading);
      if (reading.ok) return reading.value;
    }
    return undefined;
  };
}

/** Nothing that is wrong with the model may stop a step that has other ways to go on. */
async function askOnce(
  context: MakerContext,
  options: readonly string[],
  sampleIndex: number,
): Promise<RawAnswer | undefined> {
  const { environment, stepId, signal } = context;
  const { settings, domain } = environment;
  const agent = voterOf(context)?.inputs;
  if (agent === undefined || context.exceeds({ calls: 1 }) !== undefined) return undefined;
  const role = 'solution_discriminator';
  const { maxTokens } = settings.roles[role];
  const evidence = await domain.evidence(stepContext(context), role, signal);
  try {
    const asked = { role, stepId, sampleIndex, seed: settings.seed, evidence, options, maxTokens } as const;
    return await agent.propose(asked, signal);
  } catch (error) {
    signal.throwIfAborted();
    context.environment.progress(stepId, `No inputs could be asked for: ${classified(error).message}`);
    return undefined;
  }
}

function judged<Value>(
  { environment }: MakerContext,
  answer: RawAnswer,
  read: (text: string) => Reading<Value>,
): Reading<Value> {
  const role = 'solution_discriminator';
  const { maxTokens } = environment.settings.roles[role];
  const flags = answerFlags(answer, { role, maxTokens, rules: environment.redFlags });
  return flags.length > 0 ? { ok: false, flags } : read(answer.text);
}

async function record(context: MakerContext, answer: RawAnswer, reading: Reading<unknown>): Promise<void> {
  const { input, output } = answer.usage;
  context.record({
    type: 'inputs-asked',
    raw: await context.environment.blobs.put(answer.text),
    flags: (reading.ok ? [] : reading.flags) as unknown as Json,
    inputTokens: input,
    outputTokens: output,
    costUsd: answer.costUsd ?? null,
    spend: {
      calls: 1,
      tokens: input + output,
      ...(answer.costUsd === undefined ? {} : { usd: answer.costUsd }),
    },
  });
  await context.written();
}
