import type { Verifier } from '../verifier/verifier.ts';
import { ended, reportOf } from './output.ts';
import type { TestRunner } from './test-runner.ts';
import { wholeCase } from './verifier-case.ts';

/** Returns the runner for everything else: the command passes or fails as one test. */
export function exitStatusRunner(verifier: Verifier): TestRunner {
  return {
    name: 'exit-status',
    seesTests: false,
    invocation: () => ({ ...verifier.command, env: { CI: 'true' } }),
    read: (result, _reportText, place) =>
      reportOf(result, { cases: [wholeCase(verifier.shown, result, place)], complete: ended(result) }),
  };
}
