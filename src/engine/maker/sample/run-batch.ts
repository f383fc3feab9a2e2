import type { ErrorCode, MicrofactoryError } from '../../error.ts';
import type { NextAction } from '../../flow/next-action.ts';
import type { Json } from '../../json.ts';
import { mannerOf, type Manner } from '../escalate/ask-otherwise.ts';
import type { Evidence } from '../evidence.ts';
import { operationalGate, pausingGate } from '../gate/open-gate.ts';
import type { MakerContext } from '../maker-task.ts';
import { roleOf } from '../race-rules.ts';
import type { Reading } from '../red-flag.ts';
import { noticeRedFlags } from '../redflag/notice-red-flags.ts';
import { callsASample } from '../redflag/red-flag-rules.ts';
import { askBatch, type ReadAnswer } from './ask-batch.ts';
import { callsUnderWay, reserveCalls } from './calls-under-way.ts';
import { makeRoom } from './make-room.ts';
import type { RaceName, SampleRecord } from './sample-record.ts';

export interface BatchWish {
  readonly race: RaceName;
  readonly count: number;
  readonly evidence: Evidence;
  /** For discriminators: the options as this sample sees them. */
  options?(index: number): readonly string[];
  read(text: string, index: number): Promise<Reading<ReadAnswer>>;
}

/**
 * Asks for so many more samples of the race, at once, and journals each as it comes back. Returns nothing when they are
 * in, or the gate to open when something outside the method (budget, key, service) is in the way.
 */
export async function runBatch(context: MakerContext, wish: BatchWish): Promise<NextAction | undefined> {
  const role = roleOf(wish.race);
  const each = callsASample(context.environment.redFlags, role);
  const broken = context.exceeds({ calls: callsUnderWay(context.environment) + wish.count * each });
  if (broken !== undefined)
    return operationalGate('budget', `The budget for ${broken} is used up; raise it and resume.`);
  const agent = context.environment.agents[role];
  if (agent === undefined) return operationalGate('agent', `No agent is configured for the role ${role}.`);
  const { settings, blobs, redFlags } = context.environment;
  const attempt = context.data.attempts[wish.race];
  const indices = missingIndices(context.data.samples, wish.race, attempt, wish.count);
  const calls = reserveCalls(context.environment, indices.length * each);
  const failure = await askBatch({
    race: wish.race,
    attempt,
    indices,
    agent: (index) => mannerOf(context, agent, index).agent,
    blobs,
    rules: redFlags,
    signal: context.signal,
    read: wish.read.bind(wish),
    record: (sample) => {
      context.record(sampleEvent(sample));
      calls.recorded(each);
    },
    request: (sampleIndex) => ({
      role,
      stepId: context.stepId,
      sampleIndex,
      seed: settings.seed,
      evidence: wish.evidence,
      maxTokens: settings.roles[role].maxTokens,
      ...otherWording(mannerOf(context, agent, sampleIndex)),
      ...(wish.options === undefined ? {} : { options: wish.options(sampleIndex) }),
    }),
  }).finally(() => calls.end());
  noticeRedFlags(context);
  await context.written();
  if (failure === undefined) return undefined;
  return failure.code === 'model-too-big' ? makeRoom(context, wish, failure.message) : gateFor(failure);
}

function otherWording({ wording }: Manner) {
  return wording === 0 ? {} : { wording };
}

/** The next `count` places of this attempt after those that are in without a gap; what a kill let come back is not asked again. */
function missingIndices(
  samples: readonly SampleRecord[],
  race: RaceName,
  attempt: number,
  count: number,
): number[] {
  const all = samples.filter((sample) => sample.race === race);
  const before = all.filter((sample) => sample.attempt < attempt).map((sample) => sample.index);
  const known = new Set(all.filter((sample) => sample.attempt === attempt).map((sample) => sample.index));
  let next = Math.max(-1, ...before) + 1;
  while (known.has(next)) next += 1;
  return Array.from({ length: count }, (_, offset) => next + offset).filter((index) => !known.has(index));
}

/** Returns the event that records a sample and what it cost. */
export function sampleEvent(sample: SampleRecord) {
  const spend = {
    calls: 1 + (sample.critiques ?? 0),
    tokens: sample.inputTokens + sample.outputTokens,
    ...(sample.costUsd === null ? {} : { usd: sample.costUsd }),
  };
  return { type: 'sample-recorded', sample: sample as unknown as Json, spend };
}

/** What is wrong with a key, an account or a service is wrong for every step. */
const HOLDS_SESSION: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'model-auth',
  'model-billing',
  'model-config',
  'model-rate',
  'model-transient',
  'model-network',
]);

function gateFor({ code, message }: MicrofactoryError): NextAction {
  return HOLDS_SESSION.has(code) ? pausingGate(code, message) : operationalGate(code, message);
}
