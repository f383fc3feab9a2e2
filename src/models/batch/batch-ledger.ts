import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isRecord, parseJson } from '../../engine/json.ts';

/** A request of a batch that was sent: where its answer will be found. */
export interface SentRequest {
  readonly batch: string;
  readonly id: string;
}

/** The batches that a session has sent, in a file of its folder: a later process finds its answers there in place of paying again. */
export interface BatchLedger {
  /** Returns where the answer of a request with that hash will be found, once for each time it was sent. */
  take(hash: string): Promise<SentRequest | undefined>;
  /** Keeps a batch with the hash of each of its requests; resolves when a kill can't lose it any more. */
  sent(batch: string, hashes: ReadonlyMap<string, string>): Promise<void>;
  /** The batch is gone or its answers were in vain. */
  forget(batch: string): Promise<void>;
}

type Batches = Record<string, Record<string, string>>;

/** Returns the ledger in the file, which need not exist yet. */
export function createBatchLedger(file: string): BatchLedger {
  let batches: Promise<Batches> | undefined;
  const open = new Map<string, SentRequest[]>();
  let writing: Promise<void> = Promise.resolve();
  const loaded = () =>
    (batches ??= read(file).then((kept) => {
      for (const [batch, requests] of Object.entries(kept))
        for (const [id, hash] of Object.entries(requests)) {
          open.set(hash, [...(open.get(hash) ?? []), { batch, id }]);
        }
      return kept;
    }));
  const write = (value: Batches): Promise<void> => {
    writing = writing.then(() => replace(file, JSON.stringify({ version: 1, batches: value })));
    return writing;
  };
  return {
    async take(hash) {
      await loaded();
      return open.get(hash)?.shift();
    },
    async sent(batch, hashes) {
      const all = await loaded();
      all[batch] = Object.fromEntries(hashes);
      await write(all);
    },
    async forget(batch) {
      const all = await loaded();
      if (!(batch in all)) return;
      delete all[batch];
      for (const [hash, sent] of open)
        open.set(
          hash,
          sent.filter((each) => each.batch !== batch),
        );
      await write(all);
    },
  };
}

/** A file that can't be read is none: then its requests are paid again. */
async function read(file: string): Promise<Batches> {
  const value = parseJson(await readFile(file, 'utf8').catch(() => ''));
  return isRecord(value) && isRecord(value['batches']) ? (value['batches'] as Batches) : {};
}

async function replace(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
