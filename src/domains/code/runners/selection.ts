import { fileOfId } from './case-ids.ts';
import type { TestSelection } from './test-runner.ts';

/** True when everything is to be run. */
export function selectsAll(selection: TestSelection): boolean {
  return (selection.files?.length ?? 0) === 0 && (selection.tests?.length ?? 0) === 0;
}

/** Returns the test files that a selection needs, without repetition. */
export function selectedFiles(selection: TestSelection): string[] {
  const ofTests = (selection.tests ?? []).map(fileOfId);
  return [...new Set([...(selection.files ?? []), ...ofTests])];
}

/** Returns the tests when a selection names tests alone, with names below the file; otherwise nothing is left out of a file. */
export function namedTests(selection: TestSelection): readonly string[] {
  const tests = selection.tests ?? [];
  if ((selection.files?.length ?? 0) > 0 || tests.some((test) => fileOfId(test) === test)) return [];
  return tests;
}
