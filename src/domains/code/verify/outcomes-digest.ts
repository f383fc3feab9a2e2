import { createHash } from 'node:crypto';
import type { TestCase } from '../runners/test-runner.ts';

/** Returns a digest of how each test ended, in whatever order they ran; of flaky ones nothing is known. */
export function outcomesDigest(cases: readonly TestCase[], flaky: ReadonlySet<string>): string {
  const ended = cases
    .filter(({ id }) => !flaky.has(id))
    .map(({ id, outcome }) => JSON.stringify([id, outcome]));
  return createHash('sha256').update(ended.sort().join()).digest('hex');
}
