import type { MakerContext } from '../maker-task.ts';
import { ALARM_SHARE, nearlyAll } from './rule-shares.ts';

/** Says in an event, once a rule, that it flags nearly everything: what throws all answers away is not about the answers. */
export function noticeRedFlags(context: MakerContext): void {
  const { redFlags: rules, settings } = context.environment;
  const limit = settings.redFlagAlarmShare ?? ALARM_SHARE;
  const found = nearlyAll(context.session.redFlags, (rule) => rules?.stageOf(rule) ?? 0, limit);
  if (found !== undefined) context.record({ type: 'red-flags-noticed', ...found, limit });
}
