import type { Json } from '../../json.ts';
import type { JournalEvent } from '../../ports/journal.ts';
import type { Role } from '../../ports/microagent.ts';
import { OTHER } from '../estimate/class-counts.ts';
import { roleOf } from '../race-rules.ts';
import type { RedFlag } from '../red-flag.ts';
import { FLAGGED, NO_ANSWER, raceFactsOf, type RaceFacts } from '../sample/race-facts.ts';
import type { SampleRecord } from '../sample/sample-record.ts';

/** What one rule did with answers of one role. */
export interface RuleCounts {
  /** Answers that it flagged. */
  flagged: number;
  /** Those of them that no rule had flagged before. */
  first: number;
}

/** The answers of one role. */
export interface RoleFlags {
  /** Answers that passed every rule. */
  valid: number;
  readonly rules: Map<string, RuleCounts>;
}

/** How the rules of a session fare; its size does not grow with the run. */
export interface RedFlagState {
  readonly roles: Map<Role, RoleFlags>;
  /** Rules of which it was noticed that they flag nearly everything. */
  readonly noticed: Set<string>;
}

/** Rules are words of domains: more than this many a role share one count. */
const MOST_RULES = 64;

export function noRedFlags(): RedFlagState {
  return { roles: new Map(), noticed: new Set() };
}

/** Folds one event of a session; what it does not know changes nothing. What fails its check later has passed the rules. */
export function foldRedFlags(state: RedFlagState, event: JournalEvent): void {
  switch (event.type) {
    case 'sample-recorded':
      return sampled(state, event['sample'] as unknown as SampleRecord);
    case 'inputs-asked':
    case 'probes-asked':
      return judged(flagsOfRole(state, 'solution_discriminator'), flagsIn(event['flags']));
    case 'node-finished': {
      const race = raceFactsOf(event);
      return race === undefined ? undefined : raced(flagsOfRole(state, 'solver'), race);
    }
    case 'red-flags-noticed':
      state.noticed.add(String(event['rule']));
      return undefined;
    default:
  }
}

function flagsOfRole(state: RedFlagState, role: Role): RoleFlags {
  const known = state.roles.get(role);
  if (known !== undefined) return known;
  const begun: RoleFlags = { valid: 0, rules: new Map() };
  state.roles.set(role, begun);
  return begun;
}

/** Where there was no answer, no rule was asked. */
function sampled(state: RedFlagState, { race, outcome, flags }: SampleRecord): void {
  if (outcome !== 'no-answer') judged(flagsOfRole(state, roleOf(race)), flags);
}

/** Sessions of earlier versions wrote no flags of the inputs that were asked for. */
function flagsIn(flags: Json | undefined): readonly Pick<RedFlag, 'rule'>[] {
  return Array.isArray(flags) ? (flags as unknown as readonly RedFlag[]) : [];
}

/** Whole races have no samples of their own. One without flags needs no look at its votes. */
function raced(counts: RoleFlags, { order, k, flags = [] }: RaceFacts): void {
  if (order.length === k) {
    counts.valid += k;
    return;
  }
  for (const [place, mark] of [...order].entries()) {
    if (mark === FLAGGED) {
      judged(
        counts,
        flags.filter(({ at }) => at === place),
      );
    } else if (mark !== NO_ANSWER) counts.valid += 1;
  }
}

function judged(counts: RoleFlags, flags: readonly Pick<RedFlag, 'rule'>[]): void {
  const [first] = flags;
  if (first === undefined) {
    counts.valid += 1;
    return;
  }
  ruleIn(counts, first.rule).first += 1;
  // A rule may find several things wrong with one answer.
  for (const rule of new Set(flags.map((flag) => flag.rule))) ruleIn(counts, rule).flagged += 1;
}

function ruleIn({ rules }: RoleFlags, rule: string): RuleCounts {
  const name = rules.has(rule) || rules.size < MOST_RULES - 1 ? rule : OTHER;
  const known = rules.get(name);
  if (known !== undefined) return known;
  const begun: RuleCounts = { flagged: 0, first: 0 };
  rules.set(name, begun);
  return begun;
}
