import type { Candidate } from '../../../engine/maker/candidate.ts';
import type { AskForInputs, Distinction, NoDistinction } from '../../../engine/maker/domain.ts';
import type { TreeId } from '../../../engine/ports/workspace.ts';
import { payloadFromJson } from '../answer/payload.ts';
import type { CodeWorkbench } from '../code-workbench.ts';
import { isSourceFile } from '../sources/file-kinds.ts';
import { callFunction } from './call-function.ts';
import { driverFor } from './call-drivers.ts';
import { readInputs, type ProposedInputs } from './inputs-reply.ts';

const MOST_SHOWN = 300;
const NONE = {
  callable:
    'The two answers have no file in common whose functions can be called (JavaScript, TypeScript, Python).',
  tree: 'One of the two answers does not fit the accepted files any more.',
  inputs: 'No reply named a function and what to call it with.',
};

/**
 * Asks for inputs, runs both candidates on them, each twice, and returns the first on which they differ, or why there is
 * none. What differs between two runs of one candidate says nothing.
 */
export async function distinguishCandidates(
  bench: CodeWorkbench,
  pair: readonly [Candidate, Candidate],
  ask: AskForInputs,
  signal: AbortSignal,
): Promise<Distinction | NoDistinction> {
  const paths = callable(pair);
  if (paths.length === 0) return { none: NONE.callable };
  const [first, second] = [await treeOf(bench, pair[0]), await treeOf(bench, pair[1])];
  if (first === undefined || second === undefined) return { none: NONE.tree };
  const on = bench.workspace.accepted();
  const diffs = [await bench.workspace.diff(on, first), await bench.workspace.diff(on, second)];
  const inputs = await ask(diffs, (text) => readInputs(text, paths));
  if (inputs === undefined) return { none: NONE.inputs };
  const one = await steadyOutcomes(bench, first, inputs, signal);
  if ('none' in one) return one;
  const other = await steadyOutcomes(bench, second, inputs, signal);
  return 'none' in other ? other : difference(inputs, one, other);
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
type Outcomes = readonly (string | undefined)[];

async function steadyOutcomes(
  bench: CodeWorkbench,
  tree: TreeId,
  inputs: ProposedInputs,
  signal: AbortSignal,
): Promise<Outcomes | NoDistinction> {
  return bench.withScratch(tree, signal, async (scratch) => {
    const called = await callFunction(scratch, inputs, signal);
    if (called.outcomes === undefined) return { none: `${inputs.path} was not run: ${called.refusal}.` };
    await scratch.reset(tree);
    const again = await callFunction(scratch, inputs, signal);
    if (again.outcomes === undefined) return { none: `${inputs.path} was not run: ${again.refusal}.` };
    return called.outcomes.map((outcome, index) => (again.outcomes[index] === outcome ? outcome : undefined));
  });
}

function difference(inputs: ProposedInputs, one: Outcomes, other: Outcomes): Distinction | NoDistinction {
  const { path, calls } = inputs;
  for (const [index, call] of calls.entries()) {
    const [left, right] = [one[index], other[index]];
    if (left === undefined || right === undefined || left === right) continue;
    const input = shown(`${written(inputs, call)} of ${path}`);
    return { input, outcomes: [shown(left), shown(right)] };
  }
  const unsteady = calls.filter((_, index) => one[index] === undefined || other[index] === undefined);
  const tried = shown(calls.map((call) => written(inputs, call)).join(', '));
  const but = unsteady.length === 0 ? '' : `; ${unsteady.length} of them differ from run to run`;
  return { none: `The two answers make the same of ${tried} of ${path}${but}.` };
}

function written({ name }: ProposedInputs, call: readonly unknown[]): string {
  return `${name}(${call.map((argument) => JSON.stringify(argument)).join(', ')})`;
}

function shown(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
