import { applyEdits, parseAnswer, shippedGrammars, voteKeys } from '../../../edits/index.ts';
import type { Candidate } from '../../../engine/maker/candidate.ts';
import type { DomainSettings } from '../../../engine/maker/domain.ts';
import type { Reading, RedFlag } from '../../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { FileChange, GuardFinding, SessionWorkspace, TreeId } from '../../../engine/ports/workspace.ts';
import { changedTexts, newNamesOf, sizeOf, summaryOf } from './changed-text.ts';
import type { RepositoryFormatter } from '../format/repository-formatter.ts';
import { formattedFiles } from './formatted-files.ts';
import { payloadJson } from './payload.ts';
import { changeFlags } from '../../redflags/change-rules.ts';
import { plannedFiles } from './planned-files.ts';
import type { RunRules } from '../../redflags/run/run-rules.ts';
import { weakenedTests } from '../../redflags/rules/weakened-tests.ts';

/** What answers are read against. */
export interface ReadingGround {
  readonly workspace: SessionWorkspace;
  readonly tree: TreeId;
  readonly settings: DomainSettings;
  readonly step: StepBrief;
  readonly formatter: RepositoryFormatter;
  /** Paths that the verifier's command names. */
  readonly verifierFiles: ReadonlySet<string>;
  /** Rules that run something; left out for what a person wrote, which is verified all the same. */
  readonly runRules?: RunRules;
  readonly signal?: AbortSignal | undefined;
}

/** Returns the candidate that an answer describes, or the red flags that it raises. */
export async function readCandidate(text: string, ground: ReadingGround): Promise<Reading<Candidate>> {
  const parsed = parseAnswer(text);
  if (!parsed.ok) return { ok: false, flags: parsed.problems };
  const { edits } = parsed.plan;
  const paths = edits.flatMap((edit) => (edit.kind === 'move' ? [edit.path, edit.to] : [edit.path]));
  // Paths are checked before anything is read at them.
  const refused = refusals(await ground.workspace.guard(asChanges(paths)));
  if (refused.length > 0) return { ok: false, flags: refused };
  const read = await filesAt(ground, paths);
  const applied = applyEdits({ edits, read });
  if (!applied.ok) return { ok: false, flags: applied.problems };
  const reading = await candidateFrom(applied.changes, ground, 'model');
  if (!reading.ok || ground.runRules === undefined) return reading;
  const flags = await runFlags(applied.changes, ground, ground.runRules);
  return flags.length > 0 ? { ok: false, flags } : reading;
}

/** Returns the candidate that whole changed files make, under the same guards. */
export async function candidateFrom(
  changes: readonly FileChange[],
  ground: ReadingGround,
  by: 'model' | 'person' = 'person',
): Promise<Reading<Candidate>> {
  const { workspace, settings, step, tree, verifierFiles } = ground;
  const findings = await workspace.guard(changes);
  const refused = refusals(findings);
  if (refused.length > 0) return { ok: false, flags: refused };
  const read = await filesAt(
    ground,
    changes.map((change) => change.path),
  );
  await shippedGrammars.prepare(changes.map(({ path }) => path));
  const texts = changedTexts(changes, read);
  const seen = {
    ...{ texts, step, granularity: settings.stepGranularity, grammars: shippedGrammars },
    planned: await plannedFiles(ground, changes, read),
  };
  const flags = changeFlags(seen, settings.redFlaggers, by);
  if (flags.length > 0) return { ok: false, flags };
  const { formatted, formatting } = await formattedFiles({ ...ground, changes, read });
  const { key, tiers } = voteKeys({ changes, read, grammars: shippedGrammars, formatted });
  const weakened = weakenedTests(texts, step, verifierFiles);
  const needsPerson = [...findings.map((finding) => finding.sentence), ...weakened];
  const payload = payloadJson({ from: tree, changes, formatting });
  return {
    ok: true,
    value: {
      ...{ key, tiers, summary: summaryOf(texts), size: sizeOf(texts), newNames: newNamesOf(texts) },
      ...{ needsPerson, payload },
    },
  };
}

/** Nothing is laid out where no rule runs anything. */
async function runFlags(
  changes: readonly FileChange[],
  { workspace, tree: from, step, signal = new AbortController().signal }: ReadingGround,
  rules: RunRules,
): Promise<readonly RedFlag[]> {
  if (!(await rules.isNeeded())) return [];
  const tree = await workspace.writeTree(from, changes);
  return rules.flags({ from, tree, step, paths: changes.map(({ path }) => path) }, signal);
}

// A protected file is a person's matter; everything else is refused whoever asks.
function refusals(findings: readonly GuardFinding[]): RedFlag[] {
  return findings
    .filter((finding) => finding.rule !== 'protected')
    .map(({ rule, sentence, path }) => ({ rule, reason: sentence, evidence: path }));
}

function asChanges(paths: readonly string[]): FileChange[] {
  return [...new Set(paths)].map((path) => ({ path, content: new Uint8Array() }));
}

async function filesAt(
  { workspace, tree }: ReadingGround,
  paths: readonly string[],
): Promise<(path: string) => Uint8Array | undefined> {
  const entries = await Promise.all(
    paths.map(async (path) => [path, await workspace.read(tree, path)] as const),
  );
  const files = new Map(entries);
  return (path) => files.get(path);
}
