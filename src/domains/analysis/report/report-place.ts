import { posix } from 'node:path';

const LONGEST_TITLE = 80;
const WORDS_OF_SLUG = 8;
/** `… to docs/security.md`: where a person says that the report should go. */
const NAMED =
  /(?:^|\s)(?:to|into|in|as|at|file|write|create)\s+[`"'“]?((?:[\w.@-]+\/)*[\w.@-]+\.md)\b[`"'”]?/i;

/** Returns the report's path from the top of the folder: as configured, as the prompt says, or `reports/<slug>.md`. */
export function reportPath(
  goal: string,
  configured: string | undefined,
  exists: (path: string) => boolean,
): string {
  if (configured !== undefined) return posix.normalize(configured);
  const named = NAMED.exec(goal)?.[1];
  // A file that is there already is what the prompt speaks of, not where it wants the report.
  if (named !== undefined && !exists(posix.normalize(named)) && !named.startsWith('..'))
    return posix.normalize(named);
  return freePath(slugOf(goal), exists);
}

/** Returns the title of the report: the prompt's first line, without what only says where the report should go. */
export function reportTitle(goal: string): string {
  const line = (goal.split('\n').find((each) => each.trim() !== '') ?? goal).replace(NAMED, ' ');
  const words = line
    .replace(/[#*`_|<>[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.:;,\s]+$/, '');
  if (words.length <= LONGEST_TITLE) return words === '' ? 'Report' : words;
  return `${words.slice(0, LONGEST_TITLE).replace(/\s+\S*$/, '')} …`;
}

function slugOf(goal: string): string {
  const words =
    reportTitle(goal)
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.slice(0, WORDS_OF_SLUG).join('-') || 'report';
}

function freePath(slug: string, exists: (path: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const path = `reports/${slug}${number === 1 ? '' : `-${number}`}.md`;
    if (!exists(path)) return path;
  }
}
