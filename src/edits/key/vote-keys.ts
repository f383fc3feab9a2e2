import { createHash } from 'node:crypto';
import type { FileChange } from '../../engine/ports/workspace.ts';
import type { ReadFile } from '../apply/apply-edits.ts';
import { textForm } from './text-form.ts';

export type TierName = 'tree' | 'text';

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
}

/** A way to see two answers as one; each merges more than the one before. */
interface Tier {
  readonly name: TierName;
  readonly keyOf: (result: ResultingFiles) => string;
}

const TIERS: readonly Tier[] = [
  { name: 'tree', keyOf: (result) => keyByFile(result, (_, bytes) => sha256(bytes)) },
  { name: 'text', keyOf: (result) => keyByFile(result, (path, bytes) => sha256(textForm(path, bytes))) },
];

/** Returns under which keys an answer votes: equal keys are the same answer. What a tier sees unchanged does not count. */
export function voteKeys(result: ResultingFiles): VoteKeys {
  const tiers = Object.fromEntries(TIERS.map(({ name, keyOf }) => [name, keyOf(result)])) as Record<
    TierName,
    string
  >;
  return { key: tiers.text, tiers };
}

type FileForm = (path: string, bytes: Uint8Array) => string;

function keyByFile(result: ResultingFiles, form: FileForm): string {
  const entries = result.changes.flatMap(({ path, content }) => {
    const before = result.read(path);
    const [was, becomes] = [
      before === undefined ? null : form(path, before),
      content === null ? null : form(path, content),
    ];
    return was === becomes ? [] : [[path, becomes] as const];
  });
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return sha256(JSON.stringify(entries));
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
