import type { EvidenceFile } from '../../../engine/maker/evidence.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { TestFailure } from '../../../engine/ports/test-bench.ts';
import { importedFiles } from '../sources/imports.ts';
import { isTestFile } from '../sources/file-kinds.ts';
import type { FolderView } from '../../folder/folder-view.ts';
import { withinBudget, type Wanted } from '../../folder/within-budget.ts';

/** Returns the files that bear on a step, the most telling first, within the budget of characters. */
export async function chooseFiles(
  step: StepBrief,
  failures: readonly TestFailure[],
  view: FolderView,
  budget: number,
): Promise<EvidenceFile[]> {
  const files = new Set(view.paths);
  const wanted = [...namedByStep(step), ...fromFrames(failures), ...testFiles(failures)];
  const direct = wanted.filter(({ path }) => files.has(path));
  const imported = await importsOf(direct.map(({ path }) => path).filter(isTestFile), view, files);
  return withinBudget([...direct, ...imported], view, budget);
}

function namedByStep(step: StepBrief): Wanted[] {
  return step.files.map((path) => ({ path: path.replace(/^\.\//, ''), why: 'named by the plan' }));
}

function fromFrames(failures: readonly TestFailure[]): Wanted[] {
  const frames = failures.flatMap((failure) => failure.frames);
  return frames.filter(({ path }) => !isTestFile(path)).map(({ path }) => ({ path, why: 'stack frame' }));
}

function testFiles(failures: readonly TestFailure[]): Wanted[] {
  return failures.map(({ file }) => ({ path: file, why: 'failing test' }));
}

async function importsOf(
  paths: readonly string[],
  view: FolderView,
  files: ReadonlySet<string>,
): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  for (const path of new Set(paths)) {
    for (const imported of importedFiles(path, (await view.text(path)) ?? '', files))
      wanted.push({ path: imported, why: `imported by ${path}` });
  }
  return wanted;
}
