import type { RedFlag } from '../../engine/maker/red-flag.ts';
import type { Role } from '../../engine/ports/microagent.ts';
import type { AnswerRule, AnswerSeen, RuleSettings } from './red-flag-rule.ts';
import { isFor, settingsOf } from './rule-settings.ts';
import { length } from './rules/length.ts';
import { forbids, requires } from './rules/words.ts';

const RULES: Readonly<Record<string, AnswerRule>> = { length, forbids, requires };

/** Returns the red flags that the configured rules raise about an answer of the role, before anything reads it. */
export function answerFlags(answer: AnswerSeen, role: Role, redFlaggers: readonly RuleSettings[]): RedFlag[] {
  return Object.entries(RULES).flatMap(([type, rule]) =>
    settingsOf(redFlaggers, type)
      .filter((settings) => isFor(role, settings))
      .flatMap((settings) => rule.flags(answer, settings)),
  );
}
