import { posix } from 'node:path';
import type { RedFlag } from '../../../engine/maker/red-flag.ts';
import { changesOf, type ChangedText } from '../../code/answer/changed-text.ts';
import { isTestFile } from '../../code/sources/file-kinds.ts';
import type { ChangeRule, ChangeSeen } from '../red-flag-rule.ts';

const SNAPSHOT = /(^|\/)__snapshots__\/|\.snap$/;
const MOST_NAMED = 5;

/** A change of files that the plan did not name for the step: it does something else than was planned. */
export const beyondPlan: ChangeRule = {
  flags({ texts, planned }, settings) {
    const allowed = settings.map((each) => each['beyond_plan']).find((each) => each !== undefined);
    if (planned === undefined || allowed === 'anything') return [];
    const beyond = texts.filter(
      ({ path }) => !isNamed(path, planned.files) && !(allowed !== 'nothing' && isBeside(path, planned)),
    );
    return beyond.length === 0 ? [] : [flag(beyond, planned.files)];
  },
};

/** A folder that is named stands for all in it. */
function isNamed(path: string, files: readonly string[]): boolean {
  return files.some((file) => path === file || path.startsWith(`${file.replace(/\/$/, '')}/`));
}

/** Tests, their snapshots, and new files in the folder of a named one or below it: they come with a change. */
function isBeside(path: string, { files, isNew }: NonNullable<ChangeSeen['planned']>): boolean {
  if (isTestFile(path) || SNAPSHOT.test(path)) return true;
  const folder = posix.dirname(path);
  const folders = files.map((file) => posix.dirname(file));
  return isNew(path) && folders.some((named) => folder === named || folder.startsWith(`${named}/`));
}

function flag(beyond: readonly ChangedText[], files: readonly string[]): RedFlag {
  const [first] = beyond;
  const what = beyond.length === 1 && first !== undefined ? first.path : `${beyond.length} files`;
  const named = files.slice(0, MOST_NAMED).join(', ') + (files.length > MOST_NAMED ? ', …' : '');
  const reason = `It changes ${what}, and the plan names only ${named} for this step.`;
  return { rule: 'beyond-plan', reason, evidence: changesOf(beyond) };
}
