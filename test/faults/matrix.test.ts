import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, type FaultKind } from '../../src/store/testing/faulty-file-system.ts';
import { expectSentence, onItsDisk, type Activity } from './activities/activity.ts';
import { exporting, importing } from './activities/export-and-import.ts';
import { delivering, undoing } from './activities/delivery.ts';
import { indexSaving } from './activities/index-saving.ts';
import { pruning } from './activities/prune.ts';
import { running } from './activities/running.ts';

const ACTIVITIES: readonly Activity[] = [
  ...[running, indexSaving, exporting, importing, pruning].map(onItsDisk),
  delivering,
  undoing,
];

/** Does it with operation `at` failing, and checks what is left; returns whether that operation came. */
async function tried({ begin }: Activity, at: number, kind: FaultKind): Promise<boolean> {
  const when = `operation ${at}, ${kind}`;
  const attempt = await begin();
  let failure: unknown;
  await attempt.perform(at, kind).catch((error: unknown) => (failure = error));
  if (failure !== undefined) expectSentence(failure, when);
  if (kind === 'short-writes') expect(failure, when).toBeUndefined();
  await attempt.check({ when, done: failure === undefined, powerLost: false });
  return attempt.wasReached();
}

describe.each(ACTIVITIES)('$name', (activity) => {
  it.each(activity.kinds ?? FAULT_KINDS)(
    '(%s) whichever operation fails, ends as without it, or in one sentence and nothing is lost',
    async (kind) => {
      let at = 1;
      while (await tried(activity, at, kind)) at += 1;
      expect(at).toBeGreaterThan(kind === 'short-writes' ? 1 : activity.atLeast);
    },
    300_000,
  );
});
