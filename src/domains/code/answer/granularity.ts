import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import { sizeOf, type ChangedText } from './changed-text.ts';

/** Returns the red flag of a change that is more than one step may be, or none. */
export function granularityFlags(
  texts: readonly ChangedText[],
  limit: { readonly maxFiles: number; readonly maxLinesChanged: number },
): RedFlag[] {
  const flags: RedFlag[] = [];
  if (texts.length > limit.maxFiles)
    flags.push(flag(`It changes ${texts.length} files; a step may change ${limit.maxFiles}.`));
  const lines = sizeOf(texts);
  if (lines > limit.maxLinesChanged)
    flags.push(flag(`It changes ${lines} lines; a step may change ${limit.maxLinesChanged}.`));
  return flags;
}

function flag(reason: string): RedFlag {
  return { rule: 'granularity', reason };
}
