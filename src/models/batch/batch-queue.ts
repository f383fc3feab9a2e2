import { createHash } from 'node:crypto';
import { MicrofactoryError } from '../../engine/error.ts';
import { symptomOf } from '../errors/symptom.ts';
import { realWait, type Wait } from '../retry/wait.ts';
import type { BatchLedger } from './batch-ledger.ts';
import type { BatchOutcome, BatchWire } from './batch-wire.ts';

export interface BatchQueueOptions {
  readonly wire: BatchWire;
  readonly ledger: BatchLedger;
  /** Tells requests of one model and server from those of others. */
  readonly place: string;
  readonly wait?: Wait;
  readonly onWarning: (sentence: string) => void;
}

/** Gathers the requests of one model, sends them as batches and hands each its answer. */
export interface BatchQueue {
  /** Resolves to the answer as it would have come alone; rejects as the request alone would, or with the signal's reason. */
  ask(body: unknown, signal: AbortSignal): Promise<unknown>;
}

/** Requests that come within this time of the one before go out together. */
const GATHER_MS = 1000;
/** The most requests of a batch, and the most bytes; both providers take more. */
const MOST_REQUESTS = 10_000;
const MOST_BYTES = 90_000_000;
const FIRST_POLL_MS = 1000;
const LONGEST_POLL_MS = 60_000;
/** Looks in a row that may fail for want of a connection: an hour. */
const MOST_FAILED_LOOKS = 60;

interface Asked {
  readonly id: string;
  readonly hash: string;
  readonly body: unknown;
  readonly bytes: number;
  readonly signal: AbortSignal;
  settle(outcome: BatchOutcome): void;
}

/** Returns a queue of its own for one model. */
export function createBatchQueue(options: BatchQueueOptions): BatchQueue {
  const { wire, ledger, place, wait = realWait, onWarning } = options;
  const patient = new AbortController().signal;
  const followed = new Map<string, Promise<ReadonlyMap<string, BatchOutcome>>>();
  let gathered: Asked[] = [];
  let timer: NodeJS.Timeout | undefined;
  let count = 0;

  const follow = (batch: string) => {
    const known = followed.get(batch) ?? outcomesOf(wire, batch, { wait, patient });
    followed.set(batch, known);
    return known;
  };

  const gather = (asked: Asked): void => {
    gathered.push(asked);
    const bytes = gathered.reduce((sum, each) => sum + each.bytes, 0);
    clearTimeout(timer);
    if (gathered.length >= MOST_REQUESTS || bytes >= MOST_BYTES) return void send();
    timer = setTimeout(() => void send(), GATHER_MS);
  };

  const send = async (): Promise<void> => {
    const items = gathered.filter(({ signal }) => !signal.aborted);
    gathered = [];
    if (items.length === 0) return;
    try {
      const batch = await wire.submit(items.map(({ id, body }) => ({ id, body })));
      await ledger.sent(batch, new Map(items.map(({ id, hash }) => [id, hash])));
      onWarning(
        `${items.length} requests went out as the batch ${batch}; their answers may take up to 24 hours.`,
      );
      cancelWithAll(items, () => wire.cancel(batch));
      const outcomes = await follow(batch);
      for (const item of items) item.settle(outcomes.get(item.id) ?? { kind: 'unanswered' });
    } catch (error) {
      for (const item of items) item.settle({ kind: 'error', error });
    }
  };

  /** The answer of the same request that an earlier process sent. */
  const earlier = async (hash: string, signal: AbortSignal): Promise<BatchOutcome | undefined> => {
    const sent = await ledger.take(hash);
    if (sent === undefined) return undefined;
    try {
      const outcome = (await orAborted(follow(sent.batch), signal)).get(sent.id);
      return outcome?.kind === 'unanswered' ? undefined : outcome;
    } catch (error) {
      if (signal.aborted) throw error;
      await ledger.forget(sent.batch);
      return undefined;
    }
  };

  return {
    async ask(body, signal) {
      const text = JSON.stringify(body);
      const hash = createHash('sha256').update(`${place}\n${text}`).digest('hex');
      const known = await earlier(hash, signal);
      if (known !== undefined) return answerIn(known);
      signal.throwIfAborted();
      count += 1;
      const id = `${hash.slice(0, 32)}-${count}`;
      const outcome = new Promise<BatchOutcome>((settle) => {
        gather({ id, hash, body, bytes: text.length, signal, settle });
      });
      return answerIn(await orAborted(outcome, signal));
    },
  };
}

/** Once nobody waits for any of the requests, what was not answered yet need not be. */
function cancelWithAll(items: readonly Asked[], cancel: () => Promise<void>): void {
  let left = items.length;
  for (const { signal } of items) {
    const gone = (): void => {
      left -= 1;
      // Whoever stops is gone at once; a batch that can't be cancelled any more is found again.
      if (left === 0) cancel().catch(() => undefined);
    };
    if (signal.aborted) gone();
    else signal.addEventListener('abort', gone, { once: true });
  }
}

/** Looks for the batch's end in growing intervals; a connection that fails now and then is no end. */
async function outcomesOf(
  wire: BatchWire,
  batch: string,
  { wait, patient }: { readonly wait: Wait; readonly patient: AbortSignal },
): Promise<ReadonlyMap<string, BatchOutcome>> {
  let delay = FIRST_POLL_MS;
  let failures = 0;
  for (;;) {
    await wait(delay, patient);
    delay = Math.min(LONGEST_POLL_MS, delay * 1.5);
    try {
      const outcomes = await wire.outcomes(batch);
      if (outcomes !== undefined) return outcomes;
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures > MOST_FAILED_LOOKS || !isPassing(error)) throw error;
    }
  }
}

function isPassing(error: unknown): boolean {
  const { status, kind } = symptomOf(error, Date.now());
  return kind === 'connection' || status === 429 || (status !== undefined && status >= 500);
}

function answerIn(outcome: BatchOutcome): unknown {
  if (outcome.kind === 'answer') return outcome.data;
  if (outcome.kind === 'error') throw outcome.error;
  throw new MicrofactoryError({
    code: 'model-transient',
    retryable: true,
    message: 'A request was not answered before its batch ended: resume later, or run without --batch.',
  });
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
