import type { Candidate } from '../../../engine/maker/candidate.ts';
import type { AskForInputs, Distinction } from '../../../engine/maker/domain.ts';
import type { TreeId } from '../../../engine/ports/workspace.ts';
import { payloadFromJson } from '../answer/payload.ts';
import type { CodeWorkbench } from '../code-workbench.ts';
import { isSourceFile } from '../sources/file-kinds.ts';
import { callFunction } from './call-function.ts';
import { driverFor } from './call-drivers.ts';
import { readInputs, type ProposedInputs } from './inputs-reply.ts';

const MOST_SHOWN = 300;

/**
 * Asks for inputs, runs both candidates on them, each twice, and returns the first on which they differ; undefined when
 * none was found or nothing can be run. What differs between two runs of one candidate says nothing.
 */
export async function distinguishCandidates(
  bench: CodeWorkbench,
  pair: readonly [Candidate, Candidate],
  ask: AskForInputs,
  signal: AbortSignal,
): Promise<Distinction | undefined> {
  const paths = callable(pair);
  if (paths.length === 0) return undefined;
  const [first, second] = [await treeOf(bench, pair[0]), await treeOf(bench, pair[1])];
  if (first === undefined || second === undefined) return undefined;
  const on = bench.workspace.accepted();
  const diffs = [await bench.workspace.diff(on, first), await bench.workspace.diff(on, second)];
  const inputs = await ask(diffs, (text) => readInputs(text, paths));
  if (inputs === undefined) return undefined;
  const one = await steadyOutcomes(bench, first, inputs, signal);
  const other = one && (await steadyOutcomes(bench, second, inputs, signal));
  return one && other && difference(inputs, one, other);
}

/** Only what both answers change is called: that is what they are about. */
function callable([a, b]: readonly [Candidate, Candidate]): string[] {
  const changed = ({ payload }: Candidate): string[] =>
    payloadFromJson(payload).changes.flatMap(({ path, content }) => (content === null ? [] : [path]));
  const others = new Set(changed(b));
  return changed(a).filter((path) => others.has(path) && isSourceFile(path) && driverFor(path) !== undefined);
}

async function treeOf(bench: CodeWorkbench, { payload }: Candidate): Promise<TreeId | undefined> {
  const made = await bench.treeWith(payloadFromJson(payload));
  return 'tree' in made ? made.tree : undefined;
}

/** Undefined in the place of a call that came to something else the second time. */
async function steadyOutcomes(
  bench: CodeWorkbench,
  tree: TreeId,
  inputs: ProposedInputs,
  signal: AbortSignal,
): Promise<readonly (string | undefined)[] | undefined> {
  return bench.withScratch(tree, signal, async (scratch) => {
    const outcomes = await callFunction(scratch, inputs, signal);
    if (outcomes === undefined) return undefined;
    await scratch.reset(tree);
    const again = await callFunction(scratch, inputs, signal);
    return again && outcomes.map((outcome, index) => (again[index] === outcome ? outcome : undefined));
  });
}

function difference(
  { path, name, calls }: ProposedInputs,
  one: readonly (string | undefined)[],
  other: readonly (string | undefined)[],
): Distinction | undefined {
  for (const [index, call] of calls.entries()) {
    const [left, right] = [one[index], other[index]];
    if (left === undefined || right === undefined || left === right) continue;
    const given = call.map((argument) => JSON.stringify(argument)).join(', ');
    return { input: shown(`${name}(${given}) of ${path}`), outcomes: [shown(left), shown(right)] };
  }
  return undefined;
}

function shown(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
