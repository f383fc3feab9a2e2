import { classified, MicrofactoryError, type ErrorCode } from '../../error.ts';
import type { Microagent, ProposeRequest, RawAnswer } from '../../ports/microagent.ts';

export interface Asking {
  readonly indices: readonly number[];
  /** Who gives this sample. */
  agent(index: number): Microagent;
  /** The request of one sample. */
  request(index: number): ProposeRequest;
  readonly signal: AbortSignal;
}

export interface Asked {
  readonly request: ProposeRequest;
  readonly answer: Promise<RawAnswer>;
}

/** Asks each agent for all of its samples, together where it can; returns them in the order of their indices. */
export function askAgents(asking: Asking): readonly Asked[] {
  const requests = new Map<Microagent, ProposeRequest[]>();
  for (const index of asking.indices) {
    const agent = asking.agent(index);
    requests.set(agent, [...(requests.get(agent) ?? []), asking.request(index)]);
  }
  return [...requests]
    .flatMap(([agent, own]) => askAgent(agent, own, asking.signal))
    .sort((a, b) => a.request.sampleIndex - b.request.sampleIndex);
}

function askAgent(agent: Microagent, requests: readonly ProposeRequest[], signal: AbortSignal): Asked[] {
  const answers = answersOf(agent, requests, signal);
  return requests.map((request, at) => ({ request, answer: orLost(agent, request, answers[at]) }));
}

function answersOf(
  agent: Microagent,
  requests: readonly ProposeRequest[],
  signal: AbortSignal,
): readonly Promise<RawAnswer>[] {
  if (agent.proposeBlock === undefined) return requests.map((each) => agent.propose(each, signal));
  try {
    return agent.proposeBlock(requests, signal);
  } catch (error) {
    return requests.map(() => Promise.reject(classified(error)));
  }
}

/** A failed call that says nothing of the answer's worth: the sample is asked anew, like a flagged one. */
const LOST: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['model-truncated', 'model-stall']);

async function orLost(
  { name }: Microagent,
  request: ProposeRequest,
  answer: Promise<RawAnswer> | undefined,
): Promise<RawAnswer> {
  try {
    return await (answer ?? Promise.reject(noSuchAnswer(name)));
  } catch (error) {
    const known = classified(error);
    if (known.code === 'model-refusal') return lost(name, request, known, 'refusal');
    if (!LOST.has(known.code)) throw known;
    return lost(name, request, known, 'other');
  }
}

function noSuchAnswer(agent: string): MicrofactoryError {
  const message = `The agent ${agent} gave fewer answers than it was asked for: report this as a defect of it.`;
  return new MicrofactoryError({ code: 'internal', message });
}

function lost(
  agent: string,
  request: ProposeRequest,
  error: MicrofactoryError,
  unified: 'refusal' | 'other',
): RawAnswer {
  return {
    text: '',
    agent,
    model: '',
    finish: { unified, raw: error.code },
    usage: { input: 0, output: 0, cachedInput: 0 },
    requestId: `lost:${request.stepId}:${request.role}:${request.sampleIndex}`,
    choice: 0,
    latencyMs: 0,
    ...(unified === 'refusal' ? {} : { noAnswer: { reason: error.code, detail: error.message } }),
  };
}
