import { isExitStatusId } from '../runners/verifier-case.ts';
import type { TakenBaseline } from './take-baseline.ts';

/** Returns `31 pass, 4 fail, 1 flaky with npm test`, and in one sentence what cannot be checked. */
export function describeBaseline({ data, probed }: TakenBaseline): { summary: string; warning?: string } {
  const flaky = new Set(data.flaky);
  const steady = data.cases.filter(({ id }) => !flaky.has(id));
  const tests = steady.filter(({ id }) => !isExitStatusId(id));
  const count = (outcome: string) => tests.filter((testCase) => testCase.outcome === outcome).length;
  const skipped = count('skip');
  const parts = [`${count('pass')} pass`, `${count('fail')} fail`];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  if (flaky.size > 0) parts.push(`${flaky.size} flaky`);
  const summary = `${parts.join(', ')} with ${data.verifier.shown}`;
  const warnings = [
    ...(tests.length === 0
      ? [`${data.verifier.shown} ran no test, so nothing that works can be protected by it.`]
      : []),
    ...(count('fail') === 0
      ? ['No test fails: nothing a machine can check proves a step done, so steps are labelled unverified.']
      : []),
    ...(probed ? [] : [data.probe]),
  ];
  return warnings.length === 0 ? { summary } : { summary, warning: warnings.join(' ') };
}
