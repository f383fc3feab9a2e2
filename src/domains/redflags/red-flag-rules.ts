import type { Critic, RedFlagRules } from '../../engine/maker/redflag/red-flag-rules.ts';
import type { Role } from '../../engine/ports/microagent.ts';
import { answerFlags } from './answer-rules.ts';
import type { RuleSettings } from './red-flag-rule.ts';
import { stageOf } from './rule-table.ts';

export interface RuleOptions {
  readonly redFlaggers: readonly RuleSettings[];
  /** Who looks over the answers of which role. */
  readonly critics?: Readonly<Partial<Record<Role, Critic>>> | undefined;
}

/** Returns the rules of a session as the method asks them. */
export function redFlagRules({ redFlaggers, critics = {} }: RuleOptions): RedFlagRules {
  return {
    ofAnswer: (answer, role) => answerFlags(answer, role, redFlaggers),
    critic: (role) => critics[role],
    stageOf,
  };
}
