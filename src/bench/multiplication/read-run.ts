import { isRecord } from '../../engine/json.ts';
import type { JournalEvent } from '../../engine/ports/journal.ts';
import type { Store } from '../../store/open-store.ts';
import { longMultiplication } from './long-multiplication.ts';

/** What a journal says of a product, as read by somebody who can multiply and knows nothing of how it was worked out. */
export interface RunRecord {
  /** What was accepted as the product; undefined when nothing was. */
  readonly result: string | undefined;
  /** Steps whose accepted result is not the product in their title. */
  readonly wrongSteps: number;
  /** Steps that have a result. */
  readonly steps: number;
  /** Of all kinds. */
  readonly samples: number;
}

const RESULT = /^(\d+) × (\d+) = (\d+)$/;

/** Reads the session's journal and works every product out again. */
export async function readRun(store: Store, sessionId: string): Promise<RunRecord> {
  const record = { result: undefined as string | undefined, wrongSteps: 0, steps: 0, samples: 0 };
  for await (const { event } of store.readEntries(sessionId)) {
    if (event.type === 'sample-recorded' && isRecord(event['sample'])) record.samples += 1;
    if (event.type === 'candidate-accepted') read(event, record);
  }
  return record;
}

function read(event: JournalEvent, record: { -readonly [Key in keyof RunRecord]: RunRecord[Key] }): void {
  const [, a = '', b = '', result = ''] = RESULT.exec(String(event['summary'])) ?? [];
  record.steps += 1;
  if (longMultiplication(a, b) !== result) record.wrongSteps += 1;
  // The task has one step of its own, which everything else is a part of.
  if (event['step'] === '1') record.result = result;
}
