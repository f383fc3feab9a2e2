import { fileOfId } from '../../code/runners/case-ids.ts';
import { isTestFile } from '../../code/sources/file-kinds.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import { linesOnlyIn } from '../lines-only-in.ts';
import type { ChangedText } from '../../code/answer/changed-text.ts';

const CHECKING = /\b(assert\w*|expect|should|verify|self\.assert\w+|raises|t\.(is|deepEqual|equal|throws))\b/;
const DECLARING = /\b(test|it|describe|suite|def test_\w*|class \w*Test\w*)\b/;
const SWITCHING_OFF =
  /\b(x(it|describe|test)|\w+\.(skip|todo|only|skipIf|runIf)|skip(If|Unless|Test)?|todo|pytest\.mark\.(skip|xfail)\w*|expectedFailure)\b/;

/**
 * Returns a sentence for each test file, and file that the verifier's command names, that may check less now: then a green test proves nothing, so a
 * person has to look, whatever the votes say.
 */
export function weakenedTests(
  texts: readonly ChangedText[],
  step: StepBrief,
  verifierFiles: ReadonlySet<string>,
): string[] {
  const promised = new Set(step.promise.kind === 'tests' ? step.promise.tests.map(fileOfId) : []);
  return texts.flatMap((text) => {
    if (verifierFiles.has(text.path)) return [`test-weakened: ${text.path} is what the verifier runs.`];
    const reason = isTestFile(text.path) || promised.has(text.path) ? weakening(text, promised) : undefined;
    return reason === undefined ? [] : [`test-weakened: ${text.path} ${reason}.`];
  });
}

function weakening(text: ChangedText, promised: ReadonlySet<string>): string | undefined {
  if (text.deleted) return 'would be deleted';
  if (text.before === '') return undefined;
  const gone = linesOnlyIn(text.before, text.after);
  const come = linesOnlyIn(text.after, text.before);
  if (promised.has(text.path) && gone.some(isCode)) return 'holds the promised tests and would be changed';
  if (come.some((line) => SWITCHING_OFF.test(line))) return 'would have tests switched off';
  if (gone.some((line) => CHECKING.test(line) || DECLARING.test(line))) return 'would lose or change checks';
  return undefined;
}

function isCode(line: string): boolean {
  return !/^(\/\/|#|\*|\/\*|import\b|from\b|const .*require\()/.test(line);
}
