import { shownText } from '../diffs/shown-text.ts';
import type { Gate } from './allowed-answers.ts';

const MOST_EVIDENCE = 2000;

/** Returns what must be read before a grave yes: a command whole, a change from its beginning, with what hides made visible. */
export function graveDetail({ wait, detail }: Gate): string {
  const evidence = wait.trigger === 'protected' ? (detail.diffs[0]?.diff ?? '') : '';
  const parts = [wait.details, evidence.slice(0, MOST_EVIDENCE)];
  return parts
    .filter((part) => part !== '')
    .map(shownText)
    .join('\n\n');
}
