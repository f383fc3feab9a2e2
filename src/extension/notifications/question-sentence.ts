import type { SessionSummary, WaitState } from '../../protocol/session.ts';
import { t } from '../l10n.ts';
import { plainLine, plainMessage } from '../plain-line.ts';
import { sessionTitle } from '../sidebar/session-words.ts';
import { triggerWord } from '../sidebar/step-words.ts';

/** Questions about a whole session have no candidate that a diff could show. */
const WITHOUT_DIFF: ReadonlySet<string> = new Set(['verifier', 'plan', 'delivery', 'conflict', 'no-answer']);

/** Returns what a notification says of a question, and whether there is a diff to open. */
export function questionSentence(
  session: SessionSummary,
  { trigger, details, opened_seq: seq }: WaitState,
): { sentence: string; hasDiff: boolean } {
  const title = plainLine(sessionTitle(session), 60);
  const sentence = t('“{0}” waits for you ({1}): {2}', title, triggerWord(trigger), plainLine(details, 160));
  return { sentence: plainMessage(sentence), hasDiff: seq !== null && !WITHOUT_DIFF.has(trigger) };
}
