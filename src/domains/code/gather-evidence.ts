import type { StepContext } from '../../engine/maker/domain.ts';
import type { Evidence } from '../../engine/maker/evidence.ts';
import type { Role } from '../../engine/ports/microagent.ts';
import type { TestBench } from '../../engine/ports/test-bench.ts';
import type { CodeWorkbench } from './code-workbench.ts';
import type { StepBenches } from './step-benches.ts';
import { chooseFiles } from './evidence/choose-files.ts';
import { failuresOf } from './evidence/failures.ts';
import { visibleText } from '../folder/visible-text.ts';
import { pathsOfFolder } from '../folder/folder-view.ts';
import { inFull } from './verifier/approval.ts';

const CHARACTERS_PER_TOKEN = 4;
const OUTLINE_SHARE = 0.15;

export interface EvidenceRequest {
  readonly goal: string;
  readonly context: StepContext;
  readonly role: Role;
  readonly benches: StepBenches;
}

/** Returns what a microagent may know of a step, as the accepted state stands now. */
export async function gatherEvidence(
  bench: CodeWorkbench,
  request: EvidenceRequest,
  signal: AbortSignal,
): Promise<Evidence> {
  const { step, place, feedback, evidenceShare = 1 } = request.context;
  const tree = bench.workspace.accepted();
  const view = await bench.view(tree);
  const { cases } = await bench.reportOf(tree, signal);
  const failures = failuresOf(step, cases, bench.flaky());
  const budget = bench.settings.evidenceTokens * evidenceShare * CHARACTERS_PER_TOKEN;
  const outline = cutToBudget(pathsOfFolder(view).map(visibleText), budget * OUTLINE_SHARE);
  const testBench = request.role === 'solver' ? await benchFor(bench, request, signal) : undefined;
  return {
    goal: request.goal,
    step,
    place,
    files: await chooseFiles(step, failures, view, budget * (1 - OUTLINE_SHARE)),
    failures,
    outline,
    feedback: feedback.map(visibleText),
    notes: [`The verifier is ${inFull(await bench.verifier())}.`],
    ...(testBench === undefined ? {} : { bench: testBench }),
  };
}

// Kept per accepted state and targets, since it remembers what was tried and covered.
async function benchFor(
  bench: CodeWorkbench,
  { context, benches }: EvidenceRequest,
  signal: AbortSignal,
): Promise<TestBench | undefined> {
  const { promise, mayBreak } = context.step;
  if (promise.kind !== 'tests' || promise.tests.length === 0) return undefined;
  const tree = bench.workspace.accepted();
  const { cases } = await bench.reportOf(tree, signal);
  const testBench = await benches.get({
    workspace: bench.workspace,
    tree,
    runner: await bench.runner(),
    cases,
    flaky: bench.baseline().flaky,
    targets: promise.tests,
    mayBreak,
    timeoutMs: bench.settings.verifierTimeoutMs,
  });
  return testBench.sources.length === 0 ? undefined : testBench;
}

function cutToBudget(lines: readonly string[], budget: number): string[] {
  let left = budget;
  const kept = lines.filter((line) => (left -= line.length + 1) >= 0);
  const more = lines.length - kept.length;
  return more > 0 ? [...kept, `… and ${more} more`] : kept;
}
