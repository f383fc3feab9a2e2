import type { OutlineRow } from '../../protocol/outline.ts';
import { isStringId, t } from '../strings.ts';
import { harmless } from '../text/harmless.ts';
import type { StateWord } from './state-mark.tsx';

/** Returns a step's votes as `4–1`; undefined before the first. */
export function votesOf({ leader, rival }: OutlineRow): string | undefined {
  return leader === null ? undefined : `${leader}–${rival ?? 0}`;
}

/** Returns what a screen reader says of a step, in one breath. */
export function rowLabel(row: OutlineRow, stateWord: StateWord): string {
  const facts = [harmless(row.title), stateWord(row.state)];
  if (row.waiting_for !== null) facts.push(triggerName(row.waiting_for));
  if (row.children > 0) facts.push(totals(row));
  if (row.leader !== null) facts.push(t('row.votes', { leader: row.leader, rival: row.rival ?? 0 }));
  if (row.red_flags > 0) facts.push(t('row.flags', { count: row.red_flags }));
  if (row.unverified) facts.push(t('row.unverified'));
  return facts.join(', ');
}

export function totals({ leaves, leaves_done }: OutlineRow): string {
  return t('tree.totals', { done: leaves_done, total: leaves });
}

/** Returns the words for a reason to wait; one that is not known is shown as it is called. */
export function triggerName(trigger: string): string {
  const id = `trigger.${trigger}`;
  return isStringId(id) ? t(id) : harmless(trigger);
}
