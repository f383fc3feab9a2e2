import type { FileChange, TreeId } from '../../../engine/ports/workspace.ts';
import type { RepositoryFormatter } from '../format/repository-formatter.ts';
import type { Formatting } from './payload.ts';

/** What the repository's formatter makes of an answer's files, before and after. */
export interface FormattedFiles {
  readonly formatted: (path: string, content: Uint8Array) => Uint8Array | undefined;
  /** For the record: which file was formatted by what, or why it was not. */
  readonly formatting: readonly Formatting[];
}

/** Formats both sides of every change; a file of which only one side can be formatted is compared as that side says. */
export async function formattedFiles(answer: {
  readonly formatter: RepositoryFormatter;
  readonly tree: TreeId;
  readonly changes: readonly FileChange[];
  readonly read: (path: string) => Uint8Array | undefined;
}): Promise<FormattedFiles> {
  const known = new Map<Uint8Array, Uint8Array>();
  const formatting: Formatting[] = [];
  for (const { path, content } of answer.changes)
    for (const side of [answer.read(path), content]) {
      if (side === undefined || side === null) continue;
      const file = await answer.formatter.format(answer.tree, path, side);
      if (file === undefined) continue;
      if (file.ok) known.set(side, file.content);
      if (side === content)
        formatting.push({
          path,
          formatter: file.formatter,
          ...(file.ok ? {} : { refusal: file.refusal, reason: file.reason }),
        });
    }
  return { formatted: (_, content) => known.get(content), formatting };
}
