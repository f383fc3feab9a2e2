import { createHash } from 'node:crypto';
import type { FileChange } from '../../engine/ports/workspace.ts';
import type { ReadFile } from '../apply/apply-edits.ts';
import type { Grammars } from '../syntax/grammars.ts';
import { syntaxFormOf } from './syntax/syntax-form.ts';
import { textForm } from './text-form.ts';

export type TierName = 'tree' | 'text' | 'format' | 'syntax';

/** Every tier's key, so that a vote can be explained; `key` is what the race counts. All are sha-256 in hex. */
export interface VoteKeys {
  readonly key: string;
  readonly tiers: Readonly<Record<TierName, string>>;
}

/** What one answer makes of the files. */
export interface ResultingFiles {
  readonly changes: readonly FileChange[];
  /** The files before. */
  readonly read: ReadFile;
  /** Prepared for the changed files; a file without a tree is compared by its text. */
  readonly grammars: Pick<Grammars, 'parse'>;
  /** What the repository's formatter makes of a file, where it says something that can be relied on. */
  readonly formatted?: (path: string, content: Uint8Array) => Uint8Array | undefined;
}

/** A file before or after; null where there is none. */
type Content = Uint8Array | null;

/** How a tier sees one file; two contents of one form are the same to it. */
type FileForm = (path: string, content: Uint8Array) => string;

/** Returns under which keys an answer votes: equal keys are the same answer. What a tier sees unchanged does not count. */
export function voteKeys(result: ResultingFiles): VoteKeys {
  // Each tier falls back on the one before it, so that none tells apart what that one takes for one.
  const format: FileForm = (path, content) => textKey(path, result.formatted?.(path, content) ?? content);
  const syntax: FileForm = (path, content) =>
    syntaxFormOf(path, content, result.grammars) ?? format(path, content);
  const tiers = {
    tree: keyOf(result, (_, content) => sha256(content)),
    text: keyOf(result, textKey),
    // Where only layout changed, it is the answer; where only comments did, they are.
    format: keyOf(result, format, textKey),
    syntax: keyOf(result, syntax, format, textKey),
  };
  return { key: tiers.syntax, tiers };
}

function textKey(path: string, content: Uint8Array): string {
  return sha256(textForm(path, content));
}

/** What the first form sees unchanged is seen by the next one, if there is one. */
function keyOf({ changes, read }: ResultingFiles, ...forms: readonly FileForm[]): string {
  const entries = changes.flatMap(({ path, content }) => {
    const before = read(path) ?? null;
    const seen = forms.map((form) => [seenBy(form, path, before), seenBy(form, path, content)] as const);
    const change = seen.find(([was, becomes]) => was !== becomes);
    return change === undefined ? [] : [[path, change[1]] as const];
  });
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return sha256(JSON.stringify(entries));
}

function seenBy(form: FileForm, path: string, content: Content): string | null {
  return content === null ? null : form(path, content);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
