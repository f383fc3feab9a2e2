import { isRecord, type Json } from '../../json.ts';
import type { JournalEvent } from '../../ports/journal.ts';
import type { StepInput } from '../maker-state.ts';
import { LEAF_GRAPHS } from '../maker-state.ts';
import { FLAGGED, NO_ANSWER, raceFactsOf, votedKey, winnerOf, type RaceFacts } from '../sample/race-facts.ts';
import type { SampleRecord } from '../sample/sample-record.ts';
import { countOfClass } from '../verify/flag-class.ts';
import { classOf, countRace, type ClassCounts, type EstimateState } from './class-counts.ts';

/** A race as it stood last, and what was chosen then: by a person it may be another answer, or one without any vote. */
export interface ConcludedRace {
  /** By vote key. */
  readonly votes: Readonly<Record<string, number>>;
  /** The winner; the leader of a race that is undecided. */
  readonly chosen: string;
  readonly decided: boolean;
}

/** What is needed of the step that an event is of. */
export interface EstimatedStep {
  readonly input: Pick<StepInput, 'brief'>;
  readonly samples: readonly SampleRecord[];
  /** The race that was concluded last, until it is known whether rightly. */
  concluded: ConcludedRace | undefined;
}

/** Nodes at which a step ends that was not solved itself. */
const UNSOLVED: ReadonlySet<string> = new Set(['prepare', 'plan', 'compose', 'whole', 'deliver']);

/** Steps that are planned as they come are of one kind (`stepInputOf`). */
const LAZY_KIND = 'move';

/** Folds one event; `step` is the live step that it is of. What it does not know changes nothing. */
export function foldEstimates(
  state: EstimateState,
  event: JournalEvent,
  step: EstimatedStep | undefined,
): void {
  if (event.type === 'session-started') return planned(state, event['steps']);
  if (step === undefined) return;
  switch (event.type) {
    case 'sample-recorded':
      return sampled(classOf(state, step.input.brief.kind), event['sample'] as unknown as SampleRecord);
    case 'class-verified':
      return checked(classOf(state, step.input.brief.kind), step, event);
    case 'vote-concluded':
      return concluded(step, event);
    case 'candidate-chosen':
      return chosen(step, event);
    case 'candidate-accepted':
      return settled(state, step);
    case 'step-rolled-back':
    case 'candidate-rejected':
      return refuted(state, step, event);
    case 'correlation-noticed':
      classOf(state, step.input.brief.kind).repeated = Number(event['ratio']);
      return;
    case 'race-restarted':
      return leftUndecided(state, step);
    case 'node-finished':
      return finished(state, step, event);
    default:
  }
}

function sampled(counts: ClassCounts, sample: SampleRecord): void {
  if (sample.race === 'plan' || sample.race === 'choice') return;
  const tokens = sample.inputTokens + sample.outputTokens;
  if (sample.outcome === 'valid') counts.now.valid += 1;
  else counts.now.invalid += 1;
  counts.now.tokens += tokens;
  counts.now.usd += sample.costUsd ?? 0;
  if (sample.costUsd === null && tokens > 0) counts.now.unpriced += 1;
}

/** Answers that fail their check are flagged after all. */
function checked(counts: ClassCounts, { samples }: EstimatedStep, event: JournalEvent): void {
  if (!isRecord(event['verification']) || event['verification']['verdict'] !== 'failed') return;
  const flagged = countOfClass(samples, String(event['key']));
  counts.now.valid -= flagged;
  counts.now.invalid += flagged;
}

/** More votes of the same race may follow: then it counts as it stands after them. */
function concluded(step: EstimatedStep, event: JournalEvent): void {
  const votes = isRecord(event['counts']) ? (event['counts'] as Record<string, number>) : {};
  const decided = event['decided'] === true;
  step.concluded = { votes, chosen: decided ? String(event['winner']) : leaderOf(votes), decided };
}

function leaderOf(votes: Readonly<Record<string, number>>): string {
  const most = Math.max(0, ...Object.values(votes));
  return Object.keys(votes).find((key) => votes[key] === most) ?? '';
}

/** What stays undecided counts with its leader as right: it says how little the votes agree. */
function leftUndecided(state: EstimateState, step: EstimatedStep): void {
  if (step.concluded?.decided === false) settled(state, step);
}

/** The winner, or what a person put in its place, was accepted: votes for it were right, all others wrong. */
function settled(state: EstimateState, step: EstimatedStep): void {
  if (step.concluded === undefined) return;
  const { votes, chosen } = step.concluded;
  const right = votes[chosen] ?? 0;
  settle(state, step, right, total(votes) - right);
}

function chosen(step: EstimatedStep, event: JournalEvent): void {
  const candidate = event['chosen'];
  if (step.concluded === undefined || !isRecord(candidate)) return;
  step.concluded = { ...step.concluded, chosen: String(candidate['key']) };
}

/** Verification or a person found the winner wrong; of the votes for other answers nothing is known. */
function refuted(state: EstimateState, step: EstimatedStep, event: JournalEvent): void {
  const votes = step.concluded?.votes[String(event['key'])] ?? 0;
  settle(state, step, 0, votes);
}

function settle(state: EstimateState, step: EstimatedStep, right: number, wrong: number): void {
  step.concluded = undefined;
  if (right + wrong > 0) countRace(state, classOf(state, step.input.brief.kind), right, wrong);
}

function finished(state: EstimateState, step: EstimatedStep, event: JournalEvent): void {
  const { kind } = step.input.brief;
  const race = raceFactsOf(event);
  if (race !== undefined) raced(state, classOf(state, kind), race, event);
  if (event['children'] !== undefined) {
    // A leaf that was split is not solved itself any more.
    if (event['node'] === 'escalate') {
      leftUndecided(state, step);
      classOf(state, kind).remaining -= 1;
    }
    planned(state, event['children']);
  }
  // What is put together from parts is one step more to solve.
  if (event['node'] === 'compose' && typeof event['end'] !== 'string') classOf(state, kind).remaining += 1;
  if (typeof event['end'] !== 'string' || UNSOLVED.has(String(event['node']))) return;
  leftUndecided(state, step);
  ended(classOf(state, kind), race?.order.length ?? step.samples.length);
}

/** Whole races have no samples of their own. A race without dissent and flags needs no look at its votes. */
function raced(state: EstimateState, counts: ClassCounts, race: RaceFacts, event: JournalEvent): void {
  const { order, k } = race;
  const winner = order.length === k ? undefined : winnerOf(race);
  let right = winner === undefined ? k : 0;
  let invalid = 0;
  if (winner !== undefined) {
    for (const mark of order) {
      if (mark === FLAGGED || mark === NO_ANSWER) invalid += 1;
      else if (votedKey(race, mark) === winner) right += 1;
    }
  }
  countRace(state, counts, right, order.length - invalid - right);
  const spend = isRecord(event['spend']) ? event['spend'] : undefined;
  counts.now.valid += order.length - invalid;
  counts.now.invalid += invalid;
  counts.now.tokens += Number(spend?.['tokens'] ?? 0);
  counts.now.usd += Number(spend?.['usd'] ?? 0);
}

function ended(counts: ClassCounts, samples: number): void {
  counts.remaining -= 1;
  if (samples === 0) return;
  counts.now.steps += 1;
  counts.now.samples += samples;
  counts.now.samplesSquared += samples * samples;
}

/** Of steps that come one after the other, the first says how many there will be. */
function planned(state: EstimateState, specs: Json | undefined): void {
  if (!Array.isArray(specs)) return;
  for (const [at, spec] of specs.entries()) {
    if (!isRecord(spec) || !LEAF_GRAPHS.has(String(spec['graph']))) continue;
    const { input } = spec;
    if (!isRecord(input)) continue;
    const { brief } = input;
    if (isRecord(brief)) classOf(state, String(brief['kind'])).remaining += 1;
    else if (at === 0) classOf(state, LAZY_KIND).remaining += Number(input['count'] ?? 1);
  }
}

function total(votes: Readonly<Record<string, number>>): number {
  return Object.values(votes).reduce((sum, count) => sum + count, 0);
}
