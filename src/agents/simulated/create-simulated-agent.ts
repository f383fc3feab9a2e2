import { MicrofactoryError } from '../../engine/error.ts';
import type { SimulatedAnswer, Simulation } from '../../engine/maker/simulation.ts';
import type { Microagent, ProposeRequest, RawAnswer } from '../../engine/ports/microagent.ts';
import { quickRandom, type Random } from '../../engine/ports/random.ts';

/** One possible answer and how likely it is against the others. */
export interface WeightedAnswer extends SimulatedAnswer {
  readonly weight: number;
}

export interface SimulatedAgentOptions {
  /** What is answered: a script, or one distribution for everything. */
  readonly answers: Simulation | readonly WeightedAnswer[];
  readonly model?: string;
}

/** Returns an agent whose answers are a function of (seed, step, role, sample index): no model, no network, no cost. */
export function createSimulatedAgent({ answers, model = 'simulated' }: SimulatedAgentOptions): Microagent {
  const simulate: Simulation =
    typeof answers === 'function' ? answers : (_request, random) => drawn(answers, random);
  const proposeNow = (request: ProposeRequest): RawAnswer => {
    const { seed, stepId, role, sampleIndex } = request;
    const answer = simulate(request, quickRandom(seed, stepId, role, sampleIndex));
    // Short, as it is made for every sample: one step's samples are told apart by it.
    const requestId = `${stepId}#${sampleIndex}`;
    return rawAnswer(typeof answer === 'string' ? { text: answer } : answer, requestId, model);
  };
  return {
    name: 'simulated',
    proposeNow,
    // Async, so that a cancelled sample rejects instead of throwing at the caller.
    async propose(request, signal) {
      if (signal.aborted) throw cancelled();
      return proposeNow(request);
    },
  };
}

/** Returns one of the answers, drawn by weight. */
export function drawn(answers: readonly WeightedAnswer[], random: Random): SimulatedAnswer {
  const total = answers.reduce((sum, { weight }) => sum + weight, 0);
  let left = random.next() * total;
  for (const answer of answers) {
    left -= answer.weight;
    if (left < 0) return answer;
  }
  return answers.at(-1) ?? { text: '' };
}

function rawAnswer(answer: SimulatedAnswer, requestId: string, model: string): RawAnswer {
  const { text, finish = 'stop', outputTokens = Math.ceil(text.length / 4), noAnswer } = answer;
  const raw: RawAnswer = {
    text,
    agent: 'simulated',
    model,
    finish: { unified: finish, raw: null },
    usage: { input: 0, output: outputTokens, cachedInput: 0 },
    requestId,
    choice: 0,
    latencyMs: 0,
    costUsd: 0,
  };
  return noAnswer === undefined ? raw : { ...raw, noAnswer };
}

function cancelled(): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: 'The sample was cancelled.' });
}
