import { createHash } from 'node:crypto';
import { renderSearchReplace } from '../../edits/index.ts';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import type { Microagent, ProposeRequest, RawAnswer } from '../../engine/ports/microagent.ts';
import { seededRandom } from '../../engine/ports/random.ts';
import type { TestBench } from '../../engine/ports/test-bench.ts';
import { ordered } from './order.ts';
import { search, type SearchResult, type Trials } from './search.ts';
import { StepClock } from './step-clock.ts';
import { survey, type Survey } from './survey.ts';

export interface SearchAgentOptions {
  /** Time of a step's trials over all its samples, in milliseconds; see StepClock. */
  readonly timeMs: number;
  /** Trials of one sample. */
  readonly maxTrials?: number;
  readonly clock?: Clock;
}

const MAX_TRIALS = 800;

/** Returns the microagent that repairs offline: it tries small edits at suspicious places on the step's own tests. */
export function createSearchAgent(options: SearchAgentOptions): Microagent {
  const clock = options.clock ?? systemClock;
  const stepOf = rememberedSteps(() => new StepClock(options.timeMs));
  return {
    name: 'search',
    async propose(request, signal) {
      const { bench } = request.evidence;
      const began = clock.monotonic();
      const answer = (part: Partial<RawAnswer>): RawAnswer => ({
        ...blank(request),
        latencyMs: clock.monotonic() - began,
        ...part,
      });
      if (request.role !== 'solver' || bench === undefined || bench.targets.length === 0)
        return answer(nothingToRun(request));
      const step = stepOf(bench, request);
      step.survey ??= survey(bench, signal);
      const surveyed = await forgetting(step.survey, () => delete step.survey);
      const random = seededRandom(request.seed, request.stepId, request.sampleIndex, 'search');
      const order = ordered(surveyed.candidates, random);
      const maxTrials = options.maxTrials ?? MAX_TRIALS;
      const result = await search({
        bench,
        survey: surveyed,
        order,
        maxTrials,
        trials: step.trials,
        clock: step.clock,
        signal,
      });
      return answer(outcome(result, step, surveyed, options.timeMs));
    },
  };
}

interface Step {
  readonly clock: StepClock;
  readonly trials: Trials;
  survey?: Promise<Survey>;
}

// Samples of one attempt share their time; what a person or the verifier said since begins another attempt.
function rememberedSteps(newClock: () => StepClock): (bench: TestBench, request: ProposeRequest) => Step {
  const benches = new WeakMap<TestBench, Map<string, Step>>();
  return (bench, request) => {
    const steps = benches.get(bench) ?? new Map<string, Step>();
    benches.set(bench, steps);
    const attempt = JSON.stringify([request.stepId, request.evidence.feedback]);
    const step = steps.get(attempt) ?? { clock: newClock(), trials: new Map() };
    steps.set(attempt, step);
    return step;
  };
}

// A survey that was cancelled must not answer for the next attempt.
async function forgetting<T>(pending: Promise<T>, forget: () => void): Promise<T> {
  try {
    return await pending;
  } catch (error) {
    forget();
    throw error;
  }
}

function blank(request: ProposeRequest): RawAnswer {
  const identity = [request.seed, request.stepId, request.role, request.sampleIndex];
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 24);
  return {
    text: '',
    agent: 'search',
    model: 'search',
    finish: { unified: 'stop', raw: null },
    usage: { input: 0, output: 0, cachedInput: 0 },
    requestId: `search-${digest}`,
    choice: 0,
    latencyMs: 0,
    costUsd: 0,
  };
}

function nothingToRun(request: ProposeRequest): Partial<RawAnswer> {
  const detail =
    request.role === 'solver'
      ? 'The step promises no failing test, so there is nothing that a search could turn green.'
      : `The offline search answers the role solver only, not ${request.role}.`;
  return { noAnswer: { reason: 'nothing-to-search', detail } };
}

function outcome(result: SearchResult, step: Step, { files }: Survey, timeMs: number): Partial<RawAnswer> {
  if (result.repair === undefined)
    return { noAnswer: { reason: 'budget-exhausted', detail: whatWasTried(result, step.trials, timeMs) } };
  const { candidate, text } = result.repair;
  const before = files.get(candidate.path)?.text ?? '';
  return { text: renderSearchReplace({ path: candidate.path, beforeText: before, afterText: text }) };
}

function whatWasTried({ ranOut }: SearchResult, trials: Trials, timeMs: number): string {
  const tried = [...trials.values()].map(({ candidate }) => candidate);
  const places = new Set(tried.map((candidate) => `${candidate.path}:${candidate.line}`));
  const files = [...new Set(tried.map((candidate) => candidate.path))];
  const named =
    files.length > 6 ? `${files.slice(0, 6).join(', ')} and ${files.length - 6} more` : files.join(', ');
  if (tried.length === 0) return `No edit was tried: ${reasonOf(ranOut, timeMs)}.`;
  const passed = [...trials.values()].some(({ trial }) => trial.verdict === 'passes');
  const none = passed ? 'none was left for this sample' : 'none made the tests pass';
  return `Tried ${tried.length} edits in ${places.size} places in ${named}; ${none}, and ${reasonOf(ranOut, timeMs)}.`;
}

function reasonOf(ranOut: SearchResult['ranOut'], timeMs: number): string {
  if (ranOut === 'time') return `the step's ${Math.round(timeMs / 1000)} s were over`;
  return ranOut === 'trials' ? 'the trials were used up' : 'there was nothing more to try';
}
