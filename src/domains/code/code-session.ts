import { MicrofactoryError } from '../../engine/error.ts';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { Baseline, DomainContext, DomainSession, StepContext } from '../../engine/maker/domain.ts';
import type { Plan, StepBrief } from '../../engine/maker/step.ts';
import type { Verification } from '../../engine/maker/verification.ts';
import type { Role } from '../../engine/ports/microagent.ts';
import { join } from 'node:path';
import { payloadFromJson } from './answer/payload.ts';
import { candidateFrom, readCandidate } from './answer/read-candidate.ts';
import { baselineFromJson, baselineJson } from './baseline/baseline-data.ts';
import { describeBaseline } from './baseline/describe-baseline.ts';
import { takeBaseline } from './baseline/take-baseline.ts';
import { behaviourProbing } from './behaviour/behaviour-probing.ts';
import { CodeWorkbench } from './code-workbench.ts';
import { distinguishCandidates } from './distinguish/distinguish-candidates.ts';
import { StepBenches, type CreateBench } from './step-benches.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { checkedPlan } from './plan/check-plan.ts';
import { leaf, planFromFailures } from './plan/own-plan.ts';
import { isExitStatusId } from './runners/verifier-case.ts';
import type { TestCase } from './runners/test-runner.ts';
import { RunRules } from '../redflags/run/run-rules.ts';
import { verifierPreflight } from './verifier/approval.ts';
import { verifierFiles } from './verifier/verifier-files.ts';
import { commandApproved, commandPromise } from './verify/command-promise.ts';
import { promisedOutcome } from './verify/compare.ts';
import { conflictError, conflictVerification, verifyCandidate } from './verify/verify-candidate.ts';
import { judgeWhole } from './verify/verify-whole.ts';

export interface CodeDependencies {
  /** Makes test benches for agents that can run things. */
  readonly createBench?: CreateBench;
}

/** Returns a session of the code domain on the context's workspace. */
export function codeSession(context: DomainContext, dependencies: CodeDependencies): DomainSession {
  const bench = new CodeWorkbench(context);
  const benches = new StepBenches(dependencies.createBench);
  const { workspace, settings } = bench;
  const taskFolder = join(workspace.userRoot, workspace.folder);
  const runRules = new RunRules({ bench, folder: taskFolder, approvals: context.approvals });
  const filesOfChecks = async () => {
    const ofVerifier = await bench.verifier().then(
      (verifier) => verifierFiles(verifier, workspace.folder),
      // One step alone is answered without anything being run.
      () => new Set<string>(),
    );
    return new Set([...ofVerifier, ...(await runRules.files())]);
  };
  const ground = async (step: StepBrief) => ({
    workspace,
    settings,
    step,
    formatter: bench.formatter,
    tree: workspace.accepted(),
    verifierFiles: await filesOfChecks(),
  });
  const approved = (argv: readonly string[]) =>
    commandApproved({ argv, folder: taskFolder, approvals: context.approvals, bench });

  return {
    verifiesClasses: true,

    behaviour: behaviourProbing(bench),

    async preflight() {
      const verifier = await bench.verifier();
      const first = await verifierPreflight({ verifier, folder: taskFolder, approvals: context.approvals });
      return first.kind === 'ready' ? runRules.preflight() : first;
    },

    async baseline(signal, progress): Promise<Baseline> {
      const verifier = await bench.verifier();
      const taken = await takeBaseline({ workspace, verifier, settings, signal, progress });
      bench.restore(taken.data);
      return { ...describeBaseline(taken), data: baselineJson(taken.data) };
    },

    restore: (baseline) => bench.restore(baselineFromJson(baseline.data)),

    async ownPlan({ step }, signal) {
      if (!settings.offline) return undefined;
      const failing = concerning(step, await failingTests(bench, signal));
      return planFromFailures(failing, await fileSizes(bench, failing));
    },

    isAtomic: (step) =>
      step.depth > 0 && (settings.offline || isSmall(step, settings.stepGranularity.maxFiles)),

    async distinguish(a, b, _step, signal, ask) {
      if (ask === undefined) return { none: 'There is no model to ask for inputs.' };
      return distinguishCandidates(bench, [a, b], ask, signal);
    },

    async split(stepContext, signal) {
      return splitByTest(bench, stepContext, signal);
    },

    evidence: (stepContext: StepContext, role: Role, signal) =>
      gatherEvidence(bench, { goal: context.goal, context: stepContext, role, benches }, signal),

    async checkPlan(plan) {
      const { cases } = await bench.reportOf(workspace.accepted(), new AbortController().signal);
      return checkedPlan(plan, { cases, isApproved: approved });
    },

    readAnswer: async (text, step, signal) =>
      readCandidate(text, { ...(await ground(step)), runRules, signal }),

    async readEdit(files, step) {
      const encoder = new TextEncoder();
      const changes = files.map(({ path, text }) => ({
        path,
        content: text === null ? null : encoder.encode(text),
      }));
      return candidateFrom(changes, await ground(step));
    },

    async alreadyKept(step, signal) {
      const { promise } = step;
      if (promise.kind !== 'tests' || promise.tests.length === 0) return false;
      const { cases } = await bench.reportOf(workspace.accepted(), signal);
      return promise.tests.every((test) => promisedOutcome(test, cases).outcome === 'pass');
    },

    verify: (candidate, step, signal) => verifyOn(bench, { candidate, step, signal, approved }),

    state: () => workspace.accepted(),

    async accepting(candidate) {
      const made = await bench.treeWith(payloadFromJson(candidate.payload));
      if ('conflicts' in made) throw conflictError(made.conflicts);
      return made.tree;
    },

    accept: (state) => workspace.accept(state),

    verifyWhole: (step, signal) => verifyAll(bench, step, signal),

    async show(candidate) {
      const { from, changes } = payloadFromJson(candidate.payload);
      return workspace.diff(from, await workspace.writeTree(from, changes));
    },

    async changes(candidate) {
      const { from, changes } = payloadFromJson(candidate.payload);
      return Promise.all(
        changes.map(async ({ path, content }) => ({
          path,
          before: (await workspace.read(from, path)) ?? null,
          after: content,
        })),
      );
    },

    close: () => benches.close(),
  };
}

async function failingTests(bench: CodeWorkbench, signal: AbortSignal): Promise<TestCase[]> {
  const { cases } = await bench.reportOf(bench.workspace.accepted(), signal);
  const flaky = bench.flaky();
  return cases.filter(({ id, outcome }) => outcome === 'fail' && !flaky.has(id) && !isExitStatusId(id));
}

function concerning(step: StepBrief, failing: readonly TestCase[]): readonly TestCase[] {
  const { promise } = step;
  return promise.kind === 'tests' ? failing.filter(({ id }) => promise.tests.includes(id)) : failing;
}

async function fileSizes(
  bench: CodeWorkbench,
  cases: readonly TestCase[],
): Promise<(path: string) => number> {
  const view = await bench.view(bench.workspace.accepted());
  const paths = [...new Set(cases.map(({ file }) => file))];
  const sizes = new Map(
    await Promise.all(paths.map(async (path) => [path, (await view.text(path))?.length ?? 0] as const)),
  );
  return (path) => sizes.get(path) ?? 0;
}

function isSmall(step: StepBrief, maxFiles: number): boolean {
  if (step.promise.kind === 'tests' && step.promise.tests.length === 1) return true;
  return step.files.length > 0 && step.files.length <= maxFiles;
}

async function splitByTest(
  bench: CodeWorkbench,
  { step }: StepContext,
  signal: AbortSignal,
): Promise<Plan | undefined> {
  const { promise } = step;
  if (promise.kind !== 'tests' || promise.tests.length < 2) return undefined;
  const { cases } = await bench.reportOf(bench.workspace.accepted(), signal);
  const open = promise.tests.filter((test) => promisedOutcome(test, cases).outcome !== 'pass');
  const steps = open.map((test) => {
    const known = cases.find(({ id }) => id === test);
    return leaf([known ?? { id: test, file: '', outcome: 'fail', message: '', frames: [] }]);
  });
  return steps.length < 2 ? undefined : { steps };
}

async function verifyOn(
  bench: CodeWorkbench,
  request: {
    readonly candidate: Candidate;
    readonly step: StepBrief;
    readonly signal: AbortSignal;
    readonly approved: (argv: readonly string[]) => Promise<boolean>;
  },
): Promise<Verification> {
  const { candidate, step, signal } = request;
  const on = bench.workspace.accepted();
  const made = await bench.treeWith(payloadFromJson(candidate.payload));
  if ('conflicts' in made) return conflictVerification(on, made.conflicts);
  const before = await bench.reportOf(on, signal);
  if (!before.complete)
    throw new MicrofactoryError({
      code: 'verifier',
      message: `The verifier does not come to its end on what was accepted so far (${before.ending}); nothing can be compared with it.`,
      data: { output: before.output },
    });
  return bench.withScratch(made.tree, signal, async (scratch) => {
    const { verification, report } = await verifyCandidate({
      step,
      on,
      before,
      flaky: bench.flaky(),
      scratch,
      run: () => bench.run(scratch, signal),
      reset: () => scratch.reset(made.tree),
      ...commandPromise({ step, scratch, signal, approved: request.approved, bench }),
    });
    bench.remember(made.tree, report);
    return verification;
  });
}

async function verifyAll(bench: CodeWorkbench, step: StepBrief, signal: AbortSignal): Promise<Verification> {
  const on = bench.workspace.accepted();
  // What is delivered is run once more as a whole; steps in between may rely on what is known of this very tree.
  const report =
    step.depth === 0
      ? await bench.withScratch(on, signal, (scratch) => bench.run(scratch, signal))
      : await bench.reportOf(on, signal);
  return judgeWhole({ step, on, baseline: bench.baseline().cases, flaky: bench.flaky(), report });
}
