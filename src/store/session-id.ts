import { MicrofactoryError } from '../engine/error.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_LISTED = 5;

/** True for a lower-case UUID: nothing else ever becomes part of a path. */
export function isSessionId(text: string): boolean {
  return UUID.test(text);
}

/** Returns the id; throws `usage` when it is none. */
export function checkedSessionId(text: string): string {
  if (isSessionId(text)) return text;
  throw new MicrofactoryError({
    code: 'usage',
    message: `${JSON.stringify(text)} is not a session id: give a UUID, as \`microfactory status\` lists them.`,
  });
}

/** Returns the one id that begins with the prefix; throws `not-found` when none does, `usage` (listing them) when several do. */
export function matchSessionId(prefix: string, ids: readonly string[]): string {
  const wanted = prefix.trim().toLowerCase();
  const matches = wanted === '' ? [] : ids.filter((id) => id.startsWith(wanted));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  if (only === undefined) {
    throw new MicrofactoryError({
      code: 'not-found',
      message: `No session has an id that begins with ${JSON.stringify(prefix)}: \`microfactory status\` lists them.`,
    });
  }
  const listed = matches.slice(0, MOST_LISTED).join(', ');
  const more = matches.length > MOST_LISTED ? ` and ${matches.length - MOST_LISTED} more` : '';
  throw new MicrofactoryError({
    code: 'usage',
    message: `Several sessions begin with ${JSON.stringify(prefix)}: ${listed}${more}; give more of the id.`,
  });
}
