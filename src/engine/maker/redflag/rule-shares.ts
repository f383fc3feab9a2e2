import type { Role } from '../../ports/microagent.ts';
import { incompleteBeta } from '../maths/incomplete-beta.ts';
import type { RedFlagState, RoleFlags } from './fold-red-flags.ts';

/** How many answers of a role a rule was asked about, and how many of them it flagged. */
export interface RuleShare {
  readonly rule: string;
  readonly role: Role;
  readonly asked: number;
  readonly flagged: number;
}

/** Returns the place of a rule's stage in the order of asking. */
export type StageOf = (rule: string) => number;

/** A rule that flags more than this share of what it is asked about flags nearly everything, unless settings say another. */
export const ALARM_SHARE = 0.8;
/** How sure that must be: the chance that its share is lower after all. */
const DOUBT = 0.05;

/** Returns every rule that flagged something, role by role. */
export function ruleShares({ roles }: RedFlagState, stageOf: StageOf): RuleShare[] {
  return [...roles].flatMap(([role, counts]) =>
    [...counts.rules].map(([rule, { flagged }]) => {
      return { rule, role, asked: askedOf(rule, counts, stageOf), flagged };
    }),
  );
}

/** Returns the first rule that surely flags a larger share than the limit and of which nothing was said yet, if there is one. */
export function nearlyAll(
  { roles, noticed }: RedFlagState,
  stageOf: StageOf,
  limit: number = ALARM_SHARE,
): RuleShare | undefined {
  for (const [role, counts] of roles) {
    for (const [rule, { flagged }] of counts.rules) {
      // It was asked about these at least, and that is known at no cost: almost always they say no.
      if (noticed.has(rule) || flagged <= limit * (counts.valid + flagged)) continue;
      const asked = askedOf(rule, counts, stageOf);
      if (isNearlyAll(limit, flagged, asked)) return { rule, role, asked, flagged };
    }
  }
  return undefined;
}

/** True when even the lower bound of the share, believed from knowing nothing, is above the limit: for .8, 13 of 13 are enough. */
function isNearlyAll(limit: number, flagged: number, asked: number): boolean {
  return incompleteBeta(limit, flagged + 1, asked - flagged + 1) < DOUBT;
}

/** What an earlier stage flags never reaches the rule: it was asked about what passed, and what its own or a later stage flagged. */
function askedOf(rule: string, { valid, rules }: RoleFlags, stageOf: StageOf): number {
  const stage = stageOf(rule);
  let asked = valid;
  for (const [other, { first }] of rules) if (stageOf(other) >= stage) asked += first;
  return Math.max(asked, rules.get(rule)?.flagged ?? 0);
}
