import type { StepContext } from '../../engine/maker/domain.ts';
import type { Evidence } from '../../engine/maker/evidence.ts';
import type { FolderView } from '../folder/folder-view.ts';
import { visibleText } from '../folder/visible-text.ts';
import { withinBudget, type Wanted } from '../folder/within-budget.ts';
import type { FolderFiles } from './folder-files.ts';

const CHARACTERS_PER_TOKEN = 4;
const MOST_OUTLINED = 400;

export interface EvidenceGround {
  readonly goal: string;
  readonly files: FolderFiles;
  /** The report as it stands, or '' before its first section. */
  readonly report: string;
  readonly reportPath: string;
  readonly evidenceTokens: number;
  /** Only what is named is shown: steps are many and small. */
  readonly sparing: boolean;
}

/** Returns what a microagent may know of a section: files that are named, the report so far, then whatever else fits. */
export async function gatherEvidence(
  { step, place, feedback }: StepContext,
  ground: EvidenceGround,
): Promise<Evidence> {
  const { goal, files, report, sparing } = ground;
  const named = (text: string, why: string): Wanted[] =>
    files.paths.filter((path) => mentions(text, path)).map((path) => ({ path, why }));
  const wanted = [
    ...step.files.map((path) => ({ path: path.replace(/^\.\//, ''), why: 'named by the plan' })),
    ...named(`${step.title} ${step.description}`, 'named by the step'),
    ...named(goal, 'named by the goal'),
    ...(report === '' || sparing ? [] : [{ path: ground.reportPath, why: 'the report so far' }]),
    ...(sparing ? [] : files.paths.map((path) => ({ path, why: 'in the folder' }))),
  ];
  const outline = sparing ? [] : files.paths.slice(0, MOST_OUTLINED).map(visibleText);
  const more = files.paths.length - outline.length;
  return {
    goal,
    step,
    place,
    files: await withinBudget(wanted, viewOf(ground), ground.evidenceTokens * CHARACTERS_PER_TOKEN),
    failures: [],
    outline: more > 0 && !sparing ? [...outline, `… and ${more} more`] : outline,
    feedback: feedback.map(visibleText),
    notes: [],
  };
}

function mentions(text: string, path: string): boolean {
  const at = text.indexOf(path);
  return at >= 0 && !/[\w/-]/.test(text.charAt(at - 1)) && !/[\w/-]/.test(text.charAt(at + path.length));
}

function viewOf({ files, report, reportPath }: EvidenceGround): FolderView {
  return {
    folder: '',
    paths: files.paths,
    text: (path) => (path === reportPath && report !== '' ? Promise.resolve(report) : files.text(path)),
  };
}
