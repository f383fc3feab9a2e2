import { caseId, withUniqueIds } from './case-ids.ts';
import { cut } from './output.ts';
import type { TestCase } from './test-runner.ts';

const RESULT = /^(\s*)(not ok|ok) \d+(?: - (.*?))?(?: # (SKIP|TODO)\b.*)?$/i;

/** Returns the cases of TAP text (subtests by indentation, no files); complete when the outermost plan was kept. */
export function readTap(text: string): { readonly cases: readonly TestCase[]; readonly complete: boolean } {
  const cases: TestCase[] = [];
  const parents: string[] = [];
  let planned = -1;
  let outermost = 0;
  for (const line of text.split(/\r?\n/)) {
    const subtest = /^(\s*)# Subtest: (.*)$/.exec(line);
    if (subtest) enter(parents, depthOf(subtest[1]), subtest[2] as string);
    const plan = /^1\.\.(\d+)/.exec(line);
    if (plan) planned = Number(plan[1]);
    const result = RESULT.exec(line);
    if (!result) continue;
    const depth = depthOf(result[1]);
    if (depth === 0) outermost += 1;
    const id = caseId('', [...parents.slice(0, depth), result[3] ?? '']);
    // A parent's own line comes after its children's: it repeats what they said.
    if (id !== '' && !cases.some((known) => known.id.startsWith(`${id} ›`))) cases.push(tapCase(id, result));
  }
  return { cases: withUniqueIds(cases), complete: planned === outermost && planned >= 0 };
}

function tapCase(id: string, result: RegExpExecArray): TestCase {
  const failed = result[2]?.toLowerCase() === 'not ok';
  const outcome = result[4] === undefined ? (failed ? 'fail' : 'pass') : 'skip';
  return { id, file: '', outcome, message: outcome === 'fail' ? cut(result[0].trim(), 500) : '', frames: [] };
}

function enter(parents: string[], depth: number, title: string): void {
  parents.length = depth;
  parents[depth] = title;
}

function depthOf(indentation: string | undefined): number {
  return Math.floor((indentation ?? '').length / 4);
}
