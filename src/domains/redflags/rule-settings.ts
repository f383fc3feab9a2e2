import type { Json } from '../../engine/json.ts';
import type { Role } from '../../engine/ports/microagent.ts';
import type { RuleSettings } from './red-flag-rule.ts';

/** Returns the entries of a rule that are not switched off, in their order. */
export function settingsOf(redFlaggers: readonly RuleSettings[], type: string): RuleSettings[] {
  return redFlaggers.filter((entry) => typeOf(entry) === type && entry['enabled'] !== false);
}

/** Returns false for a rule that the settings switch off: `{ type: legality, enabled: false }`. */
export function isOn(redFlaggers: readonly RuleSettings[], type: string): boolean {
  return !redFlaggers.some((entry) => typeOf(entry) === type && entry['enabled'] === false);
}

/** Returns whether an entry is for answers of the role; one that names none is for the solver's. */
export function isFor(role: Role, { roles }: RuleSettings): boolean {
  return Array.isArray(roles) ? roles.includes(role) : role === 'solver';
}

/** Returns the name of the rule that an entry is about; sessions of earlier versions wrote `name`. */
export function typeOf(entry: RuleSettings): Json | undefined {
  return entry['type'] ?? entry['name'];
}
