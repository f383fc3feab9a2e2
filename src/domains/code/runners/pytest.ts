import { resolve } from 'node:path';
import type { Verifier } from '../verifier/verifier.ts';
import { readJunit } from './junit.ts';
import { reportOf, reportPath } from './output.ts';
import { selectedFiles, selectsAll } from './selection.ts';
import type { TestRunner } from './test-runner.ts';
import { withExitStatus } from './verifier-case.ts';

/** Returns the runner for pytest: its JUnit report is asked for through PYTEST_ADDOPTS. */
export function pytestRunner(verifier: Verifier): TestRunner {
  return {
    name: 'pytest',
    seesTests: true,
    invocation(selection, place) {
      const reportFile = reportPath(place, 'pytest.xml');
      const env = { ...pythonEnvironment(place.reports), PYTEST_ADDOPTS: addopts(reportFile) };
      const words = verifier.direct?.words;
      if (selectsAll(selection) || words === undefined) return { ...verifier.command, env, reportFile };
      const files = selectedFiles(selection).map((file) => resolve(place.root, file));
      const argv = [...withoutPaths(words), ...files];
      return { argv, env: { ...verifier.direct?.env, ...env }, reportFile };
    },
    read(result, reportText, place) {
      const cases = reportText === undefined ? undefined : readJunit(reportText, place);
      if (cases === undefined) return reportOf(result, { cases: [], complete: false });
      // 0 and 1: the tests ran; 5: there were none. Others: interrupted, or pytest itself failed.
      const complete = [0, 1, 5].includes(result.exitCode ?? -1);
      return reportOf(result, { cases: withExitStatus(cases, result, verifier.shown), complete });
    },
  };
}

/**
 * Returns variables for every Python run: compiled files go to the run's own folder, since Python takes a source file
 * that changed within a second and kept its size for the same file.
 */
export function pythonEnvironment(reports: string): Record<string, string> {
  return { CI: 'true', PYTHONPYCACHEPREFIX: reports, PYTHONDONTWRITEBYTECODE: '1' };
}

// One file that cannot be imported should not hide the outcome of all others.
function addopts(reportFile: string): string {
  return `"--junitxml=${reportFile}" -o junit_family=xunit1 --continue-on-collection-errors`;
}

function withoutPaths(words: readonly string[]): string[] {
  const start = words[1] === '-m' ? 3 : 1;
  return [...words.slice(0, start), ...words.slice(start).filter((word) => word.startsWith('-'))];
}
