import type { Verifier } from '../verifier/verifier.ts';
import { exitStatusRunner } from './exit-status.ts';
import { jest } from './jest.ts';
import { jsonRunner } from './json-runner.ts';
import { nodeRunner } from './node-runner.ts';
import { pytestRunner } from './pytest.ts';
import type { TestRunner } from './test-runner.ts';
import { unittestRunner } from './unittest.ts';
import { vitest } from './vitest.ts';

const RUNNERS: Readonly<Record<TestRunner['name'], (verifier: Verifier) => TestRunner>> = {
  node: nodeRunner,
  vitest: (verifier) => jsonRunner(vitest, verifier),
  jest: (verifier) => jsonRunner(jest, verifier),
  pytest: pytestRunner,
  unittest: unittestRunner,
  'exit-status': exitStatusRunner,
};

/** Returns the runner for the verifier's test framework. */
export function createRunner(verifier: Verifier): TestRunner {
  return RUNNERS[verifier.runner](verifier);
}
