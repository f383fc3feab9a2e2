import { RULE_TABLE, stageOf } from '../../domains/redflags/rule-table.ts';
import { ALARM_SHARE, ruleShares, type RuleShare } from '../../engine/maker/redflag/rule-shares.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import type { SessionView } from './session-view.ts';

/** Returns what each rule did, those that flagged most first; nothing where none flagged anything. */
export function redFlagRules(view: SessionView): Pick<SessionSummary, 'red_flag_rules'> {
  const { noticed } = view.redFlags;
  const limit = view.settings?.settings.maker.redFlagAlarmShare ?? ALARM_SHARE;
  const shares = ruleShares(view.redFlags, stageOf).sort((a, b) => b.flagged - a.flagged);
  if (shares.length === 0) return {};
  return {
    red_flag_rules: shares.map((share) => {
      const isAlarmed = noticed.has(share.rule) && share.flagged > limit * share.asked;
      return isAlarmed ? { ...share, alarm: redFlagSentence(share, view) } : share;
    }),
  };
}

/** Returns the warning that a rule flags nearly everything, and what to do about it. */
export function redFlagSentence({ rule, role, asked, flagged }: RuleShare, view: SessionView): string {
  const told = `The red flag ${rule} threw away ${flagged} of ${asked} answers of the ${role}, which says more of the rule, the prompt or the model than of the answers`;
  const ways = [
    ...settingOf(rule, view),
    `look at the prompt template, the model and max_tokens of the role ${role}`,
  ];
  return `${told}: ${ways.join(', or ')}.`;
}

/** Rules without a name in the settings can't be switched off there. */
function settingOf(rule: string, { settings }: SessionView): string[] {
  const row = RULE_TABLE.find(({ id }) => id === rule);
  if (row?.type === undefined) return [];
  const place = `domains.${settings?.settings.domain ?? '<name>'}.red_flaggers`;
  const off =
    row.asked === 'if-listed'
      ? 'take it out there'
      : `switch it off there ({ type: ${row.type}, enabled: false })`;
  return [`change its entry (type: ${row.type}) in ${place} or ${off}`];
}
