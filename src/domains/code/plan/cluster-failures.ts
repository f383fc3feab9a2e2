import { isTestFile } from '../sources/file-kinds.ts';
import type { TestCase } from '../runners/test-runner.ts';

/** Failing tests that are taken for one defect. */
export type Cluster = readonly TestCase[];

/**
 * Returns the failing tests in groups that share a test file and the innermost frame of source code; coarser groups
 * (by file, then by runs of files) when there would be more than `limit`.
 */
export function clusterFailures(failing: readonly TestCase[], limit: number): Cluster[] {
  const bySignature = grouped(failing, signature);
  if (bySignature.length <= limit) return bySignature;
  const byFile = grouped(failing, (testCase) => testCase.file || testCase.id);
  if (byFile.length <= limit) return byFile;
  const size = Math.ceil(byFile.length / limit);
  return Array.from({ length: Math.ceil(byFile.length / size) }, (_none, index) =>
    byFile.slice(index * size, (index + 1) * size).flat(),
  );
}

// Without a frame in the source (an assertion on a returned value) nothing says that two failures are one.
function signature(testCase: TestCase): string {
  const frame = testCase.frames.find(({ path }) => !isTestFile(path));
  return frame === undefined ? testCase.id : `${testCase.file}\n${frame.path}:${frame.line}`;
}

function grouped(cases: readonly TestCase[], keyOf: (testCase: TestCase) => string): TestCase[][] {
  const groups = new Map<string, TestCase[]>();
  for (const testCase of cases) {
    const key = keyOf(testCase);
    const group = groups.get(key);
    if (group) group.push(testCase);
    else groups.set(key, [testCase]);
  }
  return [...groups.values()];
}
