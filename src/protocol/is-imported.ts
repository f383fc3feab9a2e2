import type { SessionSummary } from './session.ts';

/** True for a session that came from elsewhere: it can be looked at, and nothing else. */
export function isImported({ metadata }: SessionSummary): boolean {
  return metadata.imported === true;
}
