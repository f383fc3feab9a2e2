import { fileSize } from '../../protocol/file-size.ts';
import type { PruneResult, PruneRule } from '../../protocol/housekeeping.ts';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';

const MOST_LISTED = 12;

export interface PruneChoice {
  readonly label: string;
  readonly description: string;
  /** Undefined: what configuration and settings say. */
  readonly rule: PruneRule | undefined;
}

/** Returns the rules that a person may choose; the quotas first where there are any. */
export function pruneChoices(byQuotas: PruneResult): PruneChoice[] {
  const days = (keepDays: number): PruneChoice => {
    return { label: t('Not used for {0} days', keepDays), description: '', rule: { keepDays } };
  };
  const quotas = { label: t('Beyond the quotas'), description: totalOf(byQuotas), rule: undefined };
  const leftovers = { ...quotas, label: t('Only what no session needs') };
  const all = { label: t('All that ended'), description: '', rule: { keepDays: 0 } };
  return [byQuotas.limited ? quotas : leftovers, days(90), days(30), days(7), all];
}

/** Returns what is asked before anything goes; undefined when nothing would. */
export function pruneQuestion(found: PruneResult): { message: string; detail: string } | undefined {
  const { sessions, kept } = found;
  if (isEmpty(found)) return undefined;
  const going = sessions.map(
    ({ prompt, session_id: id, used_at: at, bytes }) =>
      `${plainLine(prompt, 60) || id} · ${at.slice(0, 10)} · ${fileSize(bytes)}`,
  );
  const staying = kept.map(({ session_id: id, why }) => t('Session {0} stays: it {1}.', id.slice(0, 8), why));
  const warning = t('What is removed is gone for good.');
  const detail = [shortened(going), shortened(staying), warning].filter((part) => part !== '').join('\n\n');
  return { message: t('Remove {0}?', totalOf(found)), detail };
}

/** Returns `3 sessions and 4 blobs that none names: 1.2 MB`. */
export function totalOf({ sessions, unnamed_blobs: blobs, bytes }: PruneResult): string {
  const ofSessions = sessions.length === 1 ? t('1 session') : t('{0} sessions', sessions.length);
  const ofBlobs = blobs === 1 ? t('1 blob that none names') : t('{0} blobs that none names', blobs);
  return t('{0} and {1}: {2}', ofSessions, ofBlobs, fileSize(bytes));
}

function isEmpty({ sessions, unnamed_blobs: blobs }: PruneResult): boolean {
  return sessions.length === 0 && blobs === 0;
}

function shortened(lines: readonly string[]): string {
  const rest = lines.length - MOST_LISTED;
  return [...lines.slice(0, MOST_LISTED), ...(rest > 0 ? [t('… and {0} more', rest)] : [])].join('\n');
}
