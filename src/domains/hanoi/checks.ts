import type { DomainSettings } from '../../engine/maker/domain.ts';
import { isOn } from '../redflags/rule-settings.ts';

/** Which answers raise a red flag. */
export interface Checks {
  /** Those with anything around the two lines; otherwise the lines are looked for: a control experiment, repair is no part of the method. */
  readonly form: boolean;
  /** Those whose move is illegal or does not lead where they say. */
  readonly rules: boolean;
}

export const EVERY_CHECK: Checks = { form: true, rules: true };

/** Returns the checks that the settings leave on: a red flagger `format` or `legality` may say `enabled: false`. */
export function checksOf(redFlaggers: DomainSettings['redFlaggers']): Checks {
  return { form: isOn(redFlaggers, 'format'), rules: isOn(redFlaggers, 'legality') };
}
