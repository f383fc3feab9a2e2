import type { Settings } from '../../config/settings.ts';
import type { Role } from '../../engine/ports/microagent.ts';

/** Returns the limit of tokens that the red flag `length` holds a role's answers to; undefined where none does. */
export function longestAnswer(
  { redFlaggers }: Pick<Settings, 'redFlaggers'>,
  role: Role,
): number | undefined {
  const limits = redFlaggers
    .filter(({ type, enabled }) => type === 'length' && enabled !== false)
    .filter(({ roles = ['solver'] }) => Array.isArray(roles) && roles.includes(role))
    .flatMap(({ max_tokens: limit }) => (typeof limit === 'number' ? [limit] : []));
  return limits.length === 0 ? undefined : Math.min(...limits);
}
