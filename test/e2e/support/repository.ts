import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CALCULATOR } from '../../cli/support/calculator.ts';
import { makeRepository } from '../../cli/support/repository.ts';

/** Returns a repository of two small modules, each with one defect and one failing test. */
export function calculatorRepository(more: Readonly<Record<string, string>> = {}): string {
  return makeRepository({ files: { ...CALCULATOR, ...more } });
}

/** Returns whether the repository's own tests pass, run as its owner would. */
export async function ownTestsPass(folder: string): Promise<boolean> {
  return promisify(execFile)('npm', ['test'], { cwd: folder, env: { PATH: process.env['PATH'] } }).then(
    () => true,
    () => false,
  );
}
