import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInstrumented } from './collect-instrumented.ts';
import { instrumented } from './instrument.ts';

const SOURCE = `'use strict';
function pick(n) {
  if (n > 1) return 'many';
  else if (n === 1)
    return 'one';
  const f = (x) => ({ x });
  for (const c of 'ab') f(c);
  return 'none';
}
const it = (name, run) => run();
const expect = { getState: () => ({ currentTestName: undefined }) };
it('many', () => pick(2));
it('none', function () {
  pick(0);
});
`;

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'instrument-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('instrumented', () => {
  it('tells which lines each test ran, in bodies with and without brackets', async () => {
    await writeFile(join(folder, 'a.cjs'), instrumented({ path: 'a.cjs', text: SOURCE, folder }) ?? '');
    execFileSync(process.execPath, [join(folder, 'a.cjs')]);
    const testCase = (name: string) => ({
      id: `a.cjs › ${name}`,
      file: 'a.cjs',
      outcome: 'pass' as const,
      message: '',
      frames: [],
    });
    const [many, none] = await readInstrumented(folder, [testCase('many'), testCase('none')]);
    const inPick = (lines: readonly number[] | undefined) => lines?.filter((line) => line > 2 && line < 9);
    expect(inPick(many?.lines['a.cjs'])).toEqual([3]);
    expect(inPick(none?.lines['a.cjs'])).toEqual([3, 4, 6, 7, 8]);
  });

  it('keeps types and leaves out what it cannot read', () => {
    const typed = instrumented({
      path: 'a.ts',
      text: 'type A = 1;\nexport const f = (a: A): A => a;\n',
      folder,
    });
    expect(typed).toContain('export const f = (a: A): A => (__mfLine(2), a);');
    expect(instrumented({ path: 'a.js', text: 'not a program (', folder })).toBeUndefined();
  });
});
