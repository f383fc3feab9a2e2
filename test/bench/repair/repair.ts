import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSearchAgent } from '../../../src/agents/search/index.ts';
import { createCodeBench, type CodeBench } from '../../../src/domains/code/bench/index.ts';
import { planFromFailures } from '../../../src/domains/code/plan/own-plan.ts';
import { createRunner, runTests, type TestCase, type TestRunner } from '../../../src/domains/code/index.ts';
import { viewOfTree } from '../../../src/domains/folder/folder-view.ts';
import { detectVerifier } from '../../../src/domains/code/verifier/detect.ts';
import { applyEdits, parseAnswer } from '../../../src/edits/index.ts';
import type { Evidence } from '../../../src/engine/maker/evidence.ts';
import type { Microagent } from '../../../src/engine/ports/microagent.ts';
import type { FileChange, SessionWorkspace, TreeId } from '../../../src/engine/ports/workspace.ts';
import { git, openSessionWorkspace, runCommand } from '../../../src/workspace/index.ts';
import { programFolder, type Bug } from './bugs.ts';

/** What became of one defect. */
export interface RepairOutcome {
  readonly bug: Bug;
  /** `exact`: as the program was before. `plausible`: other text, all tests pass. `uncaught`: no test fails. */
  readonly result: 'exact' | 'plausible' | 'undecided' | 'unrepaired' | 'broke-tests' | 'uncaught';
  readonly detail: string;
  readonly trials: number;
  readonly milliseconds: number;
}

export interface RaceSettings {
  readonly k: number;
  readonly samples: number;
  readonly timeMs: number;
}

// Inside the project, so that the programs find its vitest and esbuild.
const PLACES = fileURLToPath(new URL('../../../.cache/repair/', import.meta.url));

/** Lends the bench of the first step towards repairing the defect; nothing happens when no test shows the defect. */
export async function withFirstStep(
  bug: Bug,
  work: (place: { readonly bench: CodeBench; readonly original: string }) => Promise<void>,
): Promise<void> {
  await withProgram(bug, async (workspace, original) => {
    const runner = createRunner(await detectVerifier(await viewOfTree(workspace, workspace.base), undefined));
    const cases = await casesOf(workspace, runner, workspace.base);
    const promise = planFromFailures(
      cases.filter(({ outcome }) => outcome === 'fail'),
      () => 1,
    )?.steps[0]?.promise;
    if (promise?.kind !== 'tests') return;
    const bench = await createCodeBench({
      workspace,
      tree: workspace.base,
      runner,
      targets: promise.tests,
      cases,
      timeoutMs: 60_000,
    });
    await work({ bench, original });
    await bench.close();
  });
}

/** Injects the defect into a copy of its program, repairs that step by step with votes, and says what came of it. */
export async function repairBug(bug: Bug, race: RaceSettings): Promise<RepairOutcome> {
  const began = performance.now();
  const outcome = await withProgram(bug, (workspace, original) =>
    repaired({ bug, race, workspace, original }),
  );
  return { bug, ...outcome, milliseconds: Math.round(performance.now() - began) };
}

async function withProgram<T>(
  bug: Bug,
  work: (workspace: SessionWorkspace, original: string) => Promise<T>,
): Promise<T> {
  const place = join(PLACES, `${bug.id}-${process.pid}`);
  const repoPath = join(place, bug.program);
  try {
    const original = await inject(bug, repoPath);
    const workspace = await openSessionWorkspace({
      repoPath,
      sessionDir: join(place, 'session'),
      worktreesDir: join(place, 'worktrees'),
      run: runCommand,
    });
    const result = await work(workspace, original);
    await workspace.close();
    return result;
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function inject(bug: Bug, folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(programFolder(bug.program), folder, { recursive: true });
  const path = join(folder, bug.file);
  const text = await readFile(path, 'utf8');
  if (text.split(bug.find).length !== 2)
    throw new Error(`${bug.id}: "${bug.find}" does not stand once in ${bug.file}`);
  await writeFile(
    path,
    text.replace(bug.find, () => bug.replace),
  );
  await git({ args: ['init', '-q'], cwd: folder });
  return text;
}

interface Repairing {
  readonly bug: Bug;
  readonly race: RaceSettings;
  readonly workspace: SessionWorkspace;
  readonly original: string;
}

type Told = Pick<RepairOutcome, 'result' | 'detail' | 'trials'>;

async function repaired({ bug, race, workspace, original }: Repairing): Promise<Told> {
  const verifier = await detectVerifier(await viewOfTree(workspace, workspace.base), undefined);
  const runner = createRunner(verifier);
  const before = await casesOf(workspace, runner, workspace.base);
  const plan = planFromFailures(
    before.filter(({ outcome }) => outcome === 'fail'),
    () => 1,
  );
  if (plan === undefined) return { result: 'uncaught', detail: 'no test fails', trials: 0 };
  const agent = createSearchAgent({ timeMs: race.timeMs });
  let cases = before;
  let trials = 0;
  for (const [index, { promise }] of plan.steps.entries()) {
    const targets = promise.kind === 'tests' ? promise.tests : [];
    if (targets.every((id) => cases.some((known) => known.id === id && known.outcome === 'pass'))) continue;
    const step = await stepRace({ agent, race, workspace, runner, cases, targets, stepId: `step-${index}` });
    trials += step.trials;
    if (step.changes === undefined)
      return { result: step.undecided ? 'undecided' : 'unrepaired', detail: step.detail, trials };
    await workspace.accept(await workspace.writeTree(workspace.accepted(), step.changes));
    cases = await casesOf(workspace, runner, workspace.accepted());
  }
  const broken = before.filter(
    ({ id, outcome }) =>
      outcome === 'pass' && !cases.some((known) => known.id === id && known.outcome === 'pass'),
  );
  if (broken.length > 0 || cases.some(({ outcome }) => outcome === 'fail'))
    return { result: 'broke-tests', detail: broken.map(({ id }) => id).join(', '), trials };
  const text = new TextDecoder().decode(await workspace.read(workspace.accepted(), bug.file));
  const diff = await workspace.diff(workspace.base, workspace.accepted());
  const detail = diff
    .split('\n')
    .filter((line) => /^[-+](?![-+])/.test(line))
    .join('  ');
  return { result: text === original ? 'exact' : 'plausible', detail, trials };
}

async function casesOf(
  workspace: SessionWorkspace,
  runner: TestRunner,
  tree: TreeId,
): Promise<readonly TestCase[]> {
  const scratch = await workspace.lease(tree);
  try {
    return (await runTests({ runner, scratch, timeoutMs: 60_000 })).cases;
  } finally {
    await scratch.release();
  }
}

interface StepRace {
  readonly agent: Microagent;
  readonly race: RaceSettings;
  readonly workspace: SessionWorkspace;
  readonly runner: TestRunner;
  readonly cases: readonly TestCase[];
  readonly targets: readonly string[];
  readonly stepId: string;
}

// The vote as the method counts it: ahead by k, at most `samples` votes.
async function stepRace({ agent, race, workspace, runner, cases, targets, stepId }: StepRace) {
  const bench = await createCodeBench({
    workspace,
    tree: workspace.accepted(),
    runner,
    targets,
    cases,
    timeoutMs: 60_000,
  });
  let trials = 0;
  const counted = {
    ...bench,
    targets,
    sources: bench.sources,
    failures: bench.failures,
    concurrency: bench.concurrency,
    readText: (path: string) => bench.readText(path),
    coverage: (signal: AbortSignal) => bench.coverage(signal),
    try: (changes: readonly FileChange[], signal: AbortSignal) => ((trials += 1), bench.try(changes, signal)),
  };
  const votes = new Map<string, number>();
  let detail = '';
  let firstTrials = 0;
  for (let sampleIndex = 0; sampleIndex < race.samples; sampleIndex += 1) {
    const answer = await agent.propose(
      { role: 'solver', stepId, sampleIndex, seed: 'proof', maxTokens: 1000, evidence: evidenceOf(counted) },
      new AbortController().signal,
    );
    if (sampleIndex === 0) firstTrials = trials;
    if (answer.noAnswer) {
      detail = answer.noAnswer.detail;
      if (votes.size === 0 && sampleIndex >= 1) break;
      continue;
    }
    votes.set(answer.text, (votes.get(answer.text) ?? 0) + 1);
    const [leader, rival] = [...votes].sort((a, b) => b[1] - a[1]);
    if (leader && leader[1] >= race.k + (rival?.[1] ?? 0)) {
      await bench.close();
      return {
        changes: await changesOf(leader[0], workspace),
        trials: firstTrials,
        undecided: false,
        detail: '',
      };
    }
  }
  await bench.close();
  const shown =
    votes.size > 0
      ? [...votes]
          .map(([text, count]) => `${count}× ${text.split('\n').slice(2, -2).join(' | ')}`)
          .join(' ;; ')
      : detail;
  return { changes: undefined, trials: firstTrials, undecided: votes.size > 0, detail: shown };
}

function evidenceOf(bench: NonNullable<Evidence['bench']>): Evidence {
  const step = {
    id: 'step',
    title: '',
    description: '',
    kind: 'edit',
    depth: 1,
    promise: { kind: 'tests' as const, tests: bench.targets },
    mayBreak: [],
    files: [],
  };
  const place = { ancestors: [], index: 1, count: 1, siblings: [] };
  return {
    goal: '',
    step,
    place,
    files: [],
    failures: bench.failures,
    outline: [],
    feedback: [],
    notes: [],
    bench,
  };
}

async function changesOf(answer: string, workspace: SessionWorkspace): Promise<readonly FileChange[]> {
  const parsed = parseAnswer(answer);
  if (!parsed.ok) throw new Error('the answer does not parse');
  const paths = [...new Set(parsed.plan.edits.map((edit) => edit.path))];
  const files = new Map(
    await Promise.all(
      paths.map(async (path) => [path, await workspace.read(workspace.accepted(), path)] as const),
    ),
  );
  const applied = applyEdits({ edits: parsed.plan.edits, read: (path) => files.get(path) });
  if (!applied.ok) throw new Error('the answer does not apply');
  return applied.changes;
}
