// The numbers of a test run, from vitest's JSON report.
import { readFile } from 'node:fs/promises';

/** Returns how many tests passed and failed, and the titles of those that failed; a file that could not be loaded counts as one failure. */
export async function readVitestReport(path) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 0, unloaded: 0, failures: [] };
  const report = JSON.parse(text);
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const failures = report.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName),
  );
  return {
    passed: report.numPassedTests,
    failed: failures.length + unloaded.length,
    unloaded: unloaded.length,
    failures,
  };
}
