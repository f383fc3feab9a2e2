import type { RedFlag } from '../../engine/maker/red-flag.ts';
import type { ChangeRule, ChangeSeen, RuleSettings } from './red-flag-rule.ts';
import { isOn, settingsOf } from './rule-settings.ts';
import { beyondPlan } from './rules/beyond-plan.ts';
import { granularity } from './rules/granularity.ts';
import { newStub } from './rules/new-stub.ts';
import { syntax } from './rules/syntax.ts';

/** By the name that `red_flaggers` has for them. */
const RULES: readonly (readonly [type: string, rule: ChangeRule])[] = [
  ['granularity', granularity],
  ['granularity', beyondPlan],
  ['syntax', syntax],
  ['stub', newStub],
];

/** Rules that hold for what a person writes, too; the others are about how models fail. */
const FOR_EVERYONE: ReadonlySet<ChangeRule> = new Set([granularity, syntax]);

/** Returns the red flags that a change of files raises by the rules that are not switched off. */
export function changeFlags(
  change: ChangeSeen,
  redFlaggers: readonly RuleSettings[],
  by: 'model' | 'person',
): RedFlag[] {
  return RULES.filter(
    ([type, rule]) => isOn(redFlaggers, type) && (by === 'model' || FOR_EVERYONE.has(rule)),
  ).flatMap(([type, rule]) => rule.flags(change, settingsOf(redFlaggers, type)));
}
