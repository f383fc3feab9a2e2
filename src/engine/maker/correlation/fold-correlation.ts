import type { JournalEvent } from '../../ports/journal.ts';
import { MOST_CLASSES, OTHER } from '../estimate/class-counts.ts';
import type { StepData } from '../maker-state.ts';
import { raceFactsOf, votedKey, winnerOf, type RaceFacts } from '../sample/race-facts.ts';
import { countRepeats, noRepeats, type RepeatCounts } from './repeat-counts.ts';

/** By kind of step; its size does not grow with the run. */
export type CorrelationState = Map<string, RepeatCounts>;

/** Returns the counts of the class of steps of this kind, begun when it is new. */
export function repeatsOf(state: CorrelationState, kind: string): RepeatCounts {
  const name = state.has(kind) || state.size < MOST_CLASSES - 1 ? kind : OTHER;
  const known = state.get(name);
  if (known !== undefined) return known;
  const begun = noRepeats();
  state.set(name, begun);
  return begun;
}

/** Folds one event of a live step; what it does not know changes nothing. */
export function foldCorrelation(
  state: CorrelationState,
  event: JournalEvent,
  step: StepData | undefined,
): void {
  if (step === undefined) return;
  const { kind } = step.input.brief;
  switch (event.type) {
    case 'vote-concluded':
      return concluded(repeatsOf(state, kind), event, step);
    case 'node-finished': {
      const race = raceFactsOf(event);
      return race === undefined ? undefined : raced(repeatsOf(state, kind), race);
    }
    case 'correlation-noticed':
      repeatsOf(state, kind).noticed = true;
      return undefined;
    default:
  }
}

/** An undecided race is concluded again when more votes are in: each is counted once. */
function concluded(counts: RepeatCounts, event: JournalEvent, step: StepData): void {
  const keys = event['counts'] as Readonly<Record<string, number>>;
  const [leader] = Object.entries(keys).sort(([, a], [, b]) => b - a)[0] ?? [];
  const votes = votesOf(step);
  const winner = typeof event['winner'] === 'string' ? event['winner'] : leader;
  countRepeats(counts, { votes, leader: winner, seen: step.votesWatched });
  step.votesWatched = votes.length;
}

/** The votes of the race that decides, in the order they were asked: those of discriminators where there are any. */
function votesOf({ samples, attempts }: StepData): string[] {
  const valid = samples.filter(({ outcome, race, attempt }) => {
    const solves = race === 'answer' || race === 'preference';
    return outcome === 'valid' && solves && attempt === attempts[race];
  });
  const chosen = valid.filter(({ race }) => race === 'preference');
  const votes = chosen.length > 0 ? chosen : valid;
  return votes.sort((a, b) => a.index - b.index).map(({ key }) => key);
}

/** A race without dissent needs no look at its votes: they are as many as decide. */
function raced(counts: RepeatCounts, race: RaceFacts): void {
  if (race.keys.length <= 1) {
    counts.votes += race.k;
    counts.isNew = false;
    return;
  }
  const votes = [...race.order].map((mark) => votedKey(race, mark)).filter((key) => key !== undefined);
  countRepeats(counts, { votes, leader: winnerOf(race) });
}
