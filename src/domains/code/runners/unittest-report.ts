import { caseId, withUniqueIds } from './case-ids.ts';
import { pythonFrames } from './frames.ts';
import { cleanMessage } from './output.ts';
import type { RunPlace, TestCase } from './test-runner.ts';

const HEADER = /^(\w+) \(([\w.]+)\)/;
const FAILED_IMPORT = /^([\w.]+) \(unittest\.loader\._FailedTest/;
const RESULT = /(?:^|\s|\.\.\.\s?)(ok|FAIL|ERROR|skipped .*|expected failure|unexpected success)$/;
const RULE = /^={60,}$/;

/** Finds the file of a dotted module name, or undefined. */
export type ModuleFile = (module: string) => string | undefined;

/** Returns the cases of `python -m unittest -v` text; complete when it ended with its count of tests. */
export function readUnittest(
  text: string,
  place: RunPlace,
  moduleFile: ModuleFile,
): { readonly cases: readonly TestCase[]; readonly complete: boolean } {
  const lines = text.split(/\r?\n/);
  const firstBlock = lines.findIndex((line) => RULE.test(line));
  const progress = firstBlock < 0 ? lines : lines.slice(0, firstBlock);
  const cases = new Map<string, TestCase>();
  for (const testCase of progressCases(progress, moduleFile)) cases.set(testCase.id, testCase);
  for (const block of firstBlock < 0 ? [] : blocks(lines.slice(firstBlock))) {
    const failed = blockCase(block, place, moduleFile);
    // Subtests of one test fail one by one: the first stands for the test.
    if (failed && cases.get(failed.id)?.message !== undefined && isNew(cases.get(failed.id)))
      cases.set(failed.id, failed);
    else if (failed && !cases.has(failed.id)) cases.set(failed.id, failed);
  }
  return { cases: withUniqueIds([...cases.values()]), complete: /^Ran \d+ tests? in /m.test(text) };
}

function isNew(known: TestCase | undefined): boolean {
  return known !== undefined && known.message === '';
}

function* progressCases(lines: readonly string[], moduleFile: ModuleFile): Generator<TestCase> {
  let current: { id: string; file: string } | undefined;
  for (const line of lines) {
    // Lines of subtests are indented; the blocks below say more about them.
    current = named(line, moduleFile) ?? current;
    const result = RESULT.exec(line)?.[1];
    if (current === undefined || result === undefined) continue;
    yield { ...current, outcome: outcomeOf(result), message: '', frames: [] };
    current = undefined;
  }
}

function outcomeOf(result: string): TestCase['outcome'] {
  if (result === 'ok' || result === 'expected failure') return 'pass';
  return result.startsWith('skipped') ? 'skip' : 'fail';
}

function named(line: string, moduleFile: ModuleFile): { id: string; file: string } | undefined {
  const unloadable = FAILED_IMPORT.exec(line);
  if (unloadable) {
    const file = moduleFile(unloadable[1] as string) ?? (unloadable[1] as string);
    return { id: file, file };
  }
  const header = HEADER.exec(line);
  if (!header) return undefined;
  const method = header[1] as string;
  const path = (header[2] as string).split('.');
  // Since Python 3.11 the method is repeated at the end of the path.
  const owner = path.at(-1) === method ? path.slice(0, -1) : path;
  const file = moduleFile(owner.slice(0, -1).join('.')) ?? owner.slice(0, -1).join('/');
  return { id: caseId(file, [owner.at(-1) ?? '', method]), file };
}

function blocks(lines: readonly string[]): string[][] {
  const result: string[][] = [];
  for (const line of lines) {
    if (RULE.test(line)) result.push([]);
    else result.at(-1)?.push(line);
  }
  return result;
}

function blockCase(block: readonly string[], place: RunPlace, moduleFile: ModuleFile): TestCase | undefined {
  const title = /^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (.*)$/.exec(block[0] ?? '')?.[1];
  const test = title === undefined ? undefined : named(title, moduleFile);
  if (test === undefined) return undefined;
  const body = block.slice(block.findIndex((line) => /^-{60,}$/.test(line)) + 1);
  const end = body.findIndex((line) => /^-{60,}$/.test(line));
  const traceback = (end < 0 ? body : body.slice(0, end)).join('\n');
  const message = traceback.split('\n').filter((line) => line !== '' && !/^(Traceback|\s)/.test(line));
  const values = /^AssertionError: (.+) != (.+)$/m.exec(traceback);
  return {
    ...test,
    outcome: 'fail',
    message: cleanMessage(message.join('\n') || traceback) || 'It failed.',
    frames: pythonFrames(traceback, place),
    ...(values ? { actual: values[1] as string, expected: values[2] as string } : {}),
  };
}
