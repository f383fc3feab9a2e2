import { classified } from '../../error.ts';
import type { Json, JsonRecord } from '../../json.ts';
import type { Microagent, RawAnswer } from '../../ports/microagent.ts';
import type { Evidence } from '../evidence.ts';
import type { MakerContext } from '../maker-task.ts';
import type { Reading } from '../red-flag.ts';
import { answerFlags } from '../redflag/answer-flags.ts';
import { cachedTokens } from './cached-tokens.ts';

/** A question whose answer is no vote: it only helps to compare answers. */
export interface Aside<Value> {
  /** The event that records a reply with what it cost. */
  readonly type: string;
  readonly agent: Microagent;
  readonly evidence: Evidence;
  readonly options?: readonly string[];
  /** The reply that is asked for first: those before it were thrown away. */
  readonly from: number;
  /** A reply that raises a red flag is thrown away and asked anew, as long as there were fewer than these. */
  readonly tries: number;
  /** Said when nobody can be asked. */
  readonly failure: string;
  read(text: string): Reading<Value> | Promise<Reading<Value>>;
  /** What the event says of a reply that is used. */
  facts?(value: Value): JsonRecord;
}

const ROLE = 'solution_discriminator';

/** Returns what was read from the first reply that is any good; undefined when none is, or nobody can be asked. Stops no step. */
export async function askAside<Value>(
  context: MakerContext,
  aside: Aside<Value>,
): Promise<Value | undefined> {
  for (let index = aside.from; index < aside.tries; index += 1) {
    const answer = await askOnce(context, aside, index);
    if (answer === undefined) return undefined;
    const reading = await judged(context, aside, answer);
    await record(context, aside, { answer, reading });
    if (reading.ok) return reading.value;
  }
  return undefined;
}

/** Nothing that is wrong with the model may stop a step that has other ways to go on. */
async function askOnce<Value>(
  context: MakerContext,
  { agent, evidence, options, failure }: Aside<Value>,
  sampleIndex: number,
): Promise<RawAnswer | undefined> {
  const { environment, stepId, signal } = context;
  if (context.exceeds({ calls: 1 }) !== undefined) return undefined;
  const { seed, roles } = environment.settings;
  const asked = {
    role: ROLE,
    stepId,
    sampleIndex,
    seed,
    evidence,
    maxTokens: roles[ROLE].maxTokens,
  } as const;
  try {
    return await agent.propose({ ...asked, ...(options !== undefined && { options }) }, signal);
  } catch (error) {
    signal.throwIfAborted();
    context.environment.progress(stepId, `${failure}: ${classified(error).message}`);
    return undefined;
  }
}

function judged<Value>(
  { environment }: MakerContext,
  { read }: Aside<Value>,
  answer: RawAnswer,
): Reading<Value> | Promise<Reading<Value>> {
  const { maxTokens } = environment.settings.roles[ROLE];
  const flags = answerFlags(answer, { role: ROLE, maxTokens, rules: environment.redFlags });
  return flags.length > 0 ? { ok: false, flags } : read(answer.text);
}

async function record<Value>(
  context: MakerContext,
  { type, facts }: Aside<Value>,
  { answer, reading }: { readonly answer: RawAnswer; readonly reading: Reading<Value> },
): Promise<void> {
  const { input, output, cachedInput } = answer.usage;
  context.record({
    type,
    raw: await context.environment.blobs.put(answer.text),
    flags: (reading.ok ? [] : reading.flags) as unknown as Json,
    ...(reading.ok && facts?.(reading.value)),
    inputTokens: input,
    ...cachedTokens(cachedInput),
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
