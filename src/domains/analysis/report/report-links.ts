import { posix } from 'node:path';
import { withLinks } from '../answer/markdown.ts';
import { pathOfLink } from '../answer/reference-flags.ts';

/** Returns a text whose links lead from the top of the folder with links that lead to the same files from the report. */
export function linkedFromReport(text: string, report: string): string {
  return withLinks(text, (target) =>
    moved(target, (path) => posix.relative(posix.dirname(report), path) || '.'),
  );
}

/** The other way round. */
export function linkedFromTop(text: string, report: string): string {
  return withLinks(text, (target) =>
    moved(target, (path) => posix.normalize(posix.join(posix.dirname(report), path))),
  );
}

function moved(target: string, to: (path: string) => string): string {
  const path = pathOfLink(target);
  if (path === undefined) return target;
  const rest = /[?#].*$/.exec(target)?.[0] ?? '';
  return to(path).split('/').map(encoded).join('/') + rest;
}

function encoded(part: string): string {
  return part.replace(/[\s()<>%]/g, encodeURIComponent);
}
