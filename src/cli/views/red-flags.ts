import type { RedFlagRule, SessionSummary } from '../../protocol/session.ts';
import { oneLine } from './harmless.ts';

const MOST_RULES = 6;

/** Returns which rules flagged how many of the answers they were asked about, on one line; undefined when none did. */
export function ruleLine({
  red_flag_rules: rules = [],
}: Pick<SessionSummary, 'red_flag_rules'>): string | undefined {
  if (rules.length === 0) return undefined;
  const more = rules.length - MOST_RULES;
  const shown = rules.slice(0, MOST_RULES).map(shareOf);
  return `red flags: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`;
}

/** Answers are the solver's unless it is said. */
function shareOf({ rule, role, asked, flagged }: RedFlagRule): string {
  return oneLine(`${rule} ${flagged} of ${asked}${role === 'solver' ? '' : ` (${role})`}`);
}

/** Returns what is to be said of rules that flag nearly everything, a sentence each. */
export function alarmLines({ red_flag_rules: rules = [] }: Pick<SessionSummary, 'red_flag_rules'>): string[] {
  return rules.flatMap(({ alarm }) => (alarm === undefined ? [] : [oneLine(alarm)]));
}
