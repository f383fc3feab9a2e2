import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createHash } from 'node:crypto';
import { isRecord, parseJson } from '../../../src/engine/json.ts';

/** Results that are on disk as soon as they are there, so that a proof that is killed goes on where it was. */
export interface KeptRuns {
  /** Returns the result that is kept under this name, else what `play` comes to, which is kept from then on. */
  of<Result>(name: unknown, play: () => Promise<Result>): Promise<Result>;
  /** How many results were there to begin with. */
  readonly found: number;
  /** Forgets everything: the proof is complete. */
  forget(): Promise<void>;
}

/** Returns what the file keeps of this program's results; those of another version of it count for nothing. */
export async function openKeptRuns(file: string, program: string): Promise<KeptRuns> {
  const version = createHash('sha256').update(program).digest('hex');
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => versionOf(line) === version);
  const results = new Map(lines.map((line) => resultIn(line)));
  await mkdir(dirname(file), { recursive: true });
  // What a kill left half-written would spoil the next line.
  await writeFile(file, lines.map((line) => `${line}\n`).join(''));
  return {
    found: results.size,
    async of<Result>(name: unknown, play: () => Promise<Result>): Promise<Result> {
      const key = JSON.stringify(name);
      if (results.has(key)) return results.get(key) as Result;
      const result = await play();
      await appendFile(file, `${JSON.stringify({ version, key, result })}\n`);
      return result;
    },
    forget: () => rm(file, { force: true }),
  };
}

function versionOf(line: string): unknown {
  const kept = parseJson(line);
  return isRecord(kept) ? kept['version'] : undefined;
}

function resultIn(line: string): [key: string, result: unknown] {
  const kept = parseJson(line) as { readonly key: string; readonly result: unknown };
  return [kept.key, kept.result];
}
