import { Continue, End, type NextAction } from '../../flow/next-action.ts';
import type { JsonRecord } from '../../json.ts';
import type { RawAnswer } from '../../ports/microagent.ts';
import type { Candidate } from '../candidate.ts';
import type { DirectPlace, DirectSteps } from '../direct-steps.ts';
import { isDecorrelated, noticeAfterDissent } from '../correlation/notice-correlation.ts';
import { adaptK } from '../estimate/adapt-k.ts';
import { reasonToAsk } from '../gate/triggers.ts';
import type { StepData } from '../maker-state.ts';
import type { MakerContext, MakerTask } from '../maker-task.ts';
import { followingSteps } from '../plan/lazy-steps.ts';
import { ruleOf } from '../race-rules.ts';
import type { Reading } from '../red-flag.ts';
import { answerFlags } from '../redflag/answer-flags.ts';
import { noticeRedFlags } from '../redflag/notice-red-flags.ts';
import { recordOf } from '../sample/ask-batch.ts';
import { asReadAnswer } from '../sample/sample-answers.ts';
import { sampleEvent } from '../sample/run-batch.ts';
import { FLAGGED, NO_ANSWER, voteMark, type RaceFacts } from '../sample/race-facts.ts';
import { settleDomain } from '../settle-domain.ts';
import { mayAskMore, type BallotCount } from './may-ask-more.ts';
import { runRace, wasteFreeBatch } from './race.ts';

/** One sample of a race at once; no reading when the agent had no answer. */
interface Judged {
  readonly answer: RawAnswer;
  readonly reading: Reading<Candidate> | undefined;
}

interface AtOnce extends BallotCount {
  /** In the order asked. */
  readonly samples: readonly Judged[];
  /** Keys in the order they appeared. */
  readonly keys: readonly string[];
}

/** What a race at once is run with. */
interface Course {
  readonly context: MakerContext;
  readonly direct: DirectSteps;
  readonly place: DirectPlace;
  /** What was read so far, each text once: most answers of a race say the same. */
  readonly readings: { readonly text: string; readonly reading: Reading<Candidate> }[];
  ask(sampleIndex: number): RawAnswer;
}

/**
 * Runs a whole race without a turn of the event loop and ends its step with one event. What is undecided, doubtful or
 * out of budget goes the ordinary way, with the samples that it has; so does a step whose agent must be waited for.
 */
export const raceAtOnce: MakerTask = {
  run(context) {
    adaptK(context);
    noticeAfterDissent(context);
    noticeRedFlags(context);
    const course = courseOf(context);
    if (course === undefined) return handOver(context, []);
    const race = run(course);
    const chosen = winnerOf(race);
    if (chosen === undefined || isDoubtful(context, race, chosen)) return handOver(context, race.samples);
    return accept(course, race, chosen);
  },
};

/** Nothing was asked yet, and both sides answer at once. */
function courseOf(context: MakerContext): Course | undefined {
  const { agents, domain, settings, tasks } = context.environment;
  // A domain's tasks stand on the ordinary way.
  if (tasks !== undefined) return undefined;
  const proposeNow = agents.solver?.proposeNow?.bind(agents.solver);
  if (domain.direct === undefined || proposeNow === undefined || !isFresh(context.data)) return undefined;
  if (isAskedOtherwise(context)) return undefined;
  const place = { input: context.data.input, state: context.session.acceptedState };
  const evidence = domain.direct.evidence(place);
  const { stepId } = context;
  const { seed, roles } = settings;
  const { maxTokens } = roles.solver;
  const ask = (sampleIndex: number): RawAnswer =>
    proposeNow({ role: 'solver', stepId, seed, evidence, sampleIndex, maxTokens });
  return { context, direct: domain.direct, place, readings: [], ask };
}

/** Other words and other models are for the ordinary way: none of them answers at once, and peers take turns. */
function isAskedOtherwise(context: MakerContext): boolean {
  const { paraphrases, peers = [], others = [] } = context.environment.agents.solver ?? {};
  return peers.length > 0 || ((paraphrases === true || others.length > 0) && isDecorrelated(context));
}

function isFresh({ samples, attempts }: StepData): boolean {
  return samples.length === 0 && attempts.answer === 0;
}

function run(course: Course): AtOnce {
  const { context } = course;
  const rule = ruleOf(context, 'answer');
  const samples: Judged[] = [];
  const keys: string[] = [];
  const votes: string[] = [];
  let flagged = 0;
  for (;;) {
    const noAnswer = samples.length - flagged - votes.length;
    const race = { samples, keys, standing: runRace(votes, rule), flagged, noAnswer };
    const count = wasteFreeBatch(race.standing, rule);
    if (!mayAskMore(context, race) || isOverBudget(context, samples.length + count)) return race;
    for (let asked = 0; asked < count; asked += 1) {
      const sample = judge(course, samples.length);
      samples.push(sample);
      if (sample.reading?.ok === true) vote(sample.reading.value.key, votes, keys);
      else if (sample.reading !== undefined) flagged += 1;
    }
  }
}

function vote(key: string, votes: string[], keys: string[]): void {
  votes.push(key);
  if (!keys.includes(key)) keys.push(key);
}

function judge(course: Course, index: number): Judged {
  const answer = course.ask(index);
  if (answer.noAnswer !== undefined) return { answer, reading: undefined };
  const { settings, redFlags: rules } = course.context.environment;
  const flags = answerFlags(answer, { role: 'solver', maxTokens: settings.roles.solver.maxTokens, rules });
  return { answer, reading: flags.length > 0 ? { ok: false, flags } : readingOf(course, answer.text) };
}

function readingOf({ direct, place, readings }: Course, text: string): Reading<Candidate> {
  for (const known of readings) if (known.text === text) return known.reading;
  const reading = direct.read(text, place);
  readings.push({ text, reading });
  return reading;
}

function isOverBudget(context: MakerContext, calls: number): boolean {
  return context.exceeds({ calls }) !== undefined;
}

/** The candidate that stands for the class that won: the smallest, then the earliest asked. */
function winnerOf({ samples, standing }: AtOnce): Candidate | undefined {
  let best: Candidate | undefined;
  for (const { reading } of samples) {
    if (reading?.ok !== true || reading.value.key !== standing.winner) continue;
    if (best === undefined || reading.value.size < best.size) best = reading.value;
  }
  return best;
}

/** A person is asked for the same reasons as on the ordinary way; and what needs counting with care is counted there. */
function isDoubtful(context: MakerContext, ballot: AtOnce, chosen: Candidate): boolean {
  const { settings } = context.environment;
  const view = { data: { chosen }, ballot, verification: { verdict: 'passed' as const }, settings };
  return reasonToAsk(view) !== undefined || hasRepeats(ballot.samples);
}

/** The same completion twice is one vote. */
function hasRepeats(samples: readonly Judged[]): boolean {
  for (let later = 1; later < samples.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      if (isSameCompletion(samples[earlier]?.answer, samples[later]?.answer)) return true;
    }
  }
  return false;
}

function isSameCompletion(one: RawAnswer | undefined, other: RawAnswer | undefined): boolean {
  return one?.choice === other?.choice && one?.requestId === other?.requestId;
}

function accept({ context, direct, place }: Course, race: AtOnce, chosen: Candidate): NextAction {
  const state = direct.after(chosen, place);
  return End('done', {
    summary: chosen.summary,
    next: followingSteps(context, state),
    facts: { spend: spendOf(race.samples), race: factsOf(race, state) as unknown as JsonRecord },
  });
}

function factsOf({ standing, samples, keys, flagged }: AtOnce, state: string): RaceFacts {
  let order = '';
  for (const { reading } of samples) order += markOf(reading, keys);
  const facts = { k: standing.needed, order, keys, state };
  if (flagged === 0) return facts;
  return { ...facts, flags: samples.flatMap(({ reading }, at) => flagsAt(reading, at)) };
}

function markOf(reading: Reading<Candidate> | undefined, keys: readonly string[]): string {
  if (reading === undefined) return NO_ANSWER;
  return reading.ok ? voteMark(keys.indexOf(reading.value.key)) : FLAGGED;
}

function flagsAt(reading: Reading<Candidate> | undefined, at: number) {
  if (reading === undefined || reading.ok) return [];
  return reading.flags.map(({ rule, reason }) => ({ at, rule, reason }));
}

function spendOf(samples: readonly Judged[]): JsonRecord {
  let tokens = 0;
  let usd = 0;
  for (const { answer } of samples) {
    tokens += answer.usage.input + answer.usage.output;
    usd += answer.costUsd ?? 0;
  }
  return usd > 0 ? { calls: samples.length, tokens, usd } : { calls: samples.length, tokens };
}

/** Records what was asked so far, each sample with its blobs, and leaves the rest to the ordinary nodes. */
async function handOver(context: MakerContext, samples: readonly Judged[]): Promise<NextAction> {
  await settleDomain(context);
  for (const [index, { answer, reading }] of samples.entries()) {
    const read = reading?.ok === true ? ({ ok: true, value: asReadAnswer(reading.value) } as const) : reading;
    const which = { race: 'answer', attempt: 0, index } as const;
    context.record(
      sampleEvent(await recordOf({ ...which, answer, reading: read }, context.environment.blobs)),
    );
  }
  await context.written();
  return Continue(samples.length === 0 ? 'ordinary' : 'recorded');
}
