import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import { changesOf, sizeOf, type ChangedText } from '../../code/answer/changed-text.ts';
import type { ChangeRule, RuleSettings } from '../red-flag-rule.ts';

/** A change of more files or lines than one step may be: it does more than was asked. */
export const granularity: ChangeRule = {
  flags({ texts, granularity: limit }, [settings]) {
    const maxFiles = numberOr(settings, 'max_files', limit.maxFiles);
    const maxLines = numberOr(settings, 'max_lines_changed', limit.maxLinesChanged);
    const flags: RedFlag[] = [];
    if (texts.length > maxFiles)
      flags.push(flag(`It changes ${texts.length} files; a step may change ${maxFiles}.`, texts));
    const lines = sizeOf(texts);
    if (lines > maxLines)
      flags.push(flag(`It changes ${lines} lines; a step may change ${maxLines}.`, texts));
    return flags;
  },
};

function numberOr(settings: RuleSettings | undefined, key: string, otherwise: number): number {
  const value = settings?.[key];
  return typeof value === 'number' ? value : otherwise;
}

function flag(reason: string, texts: readonly ChangedText[]): RedFlag {
  return { rule: 'granularity', reason, evidence: changesOf(texts) };
}
