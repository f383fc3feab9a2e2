import { mutantsOf, shippedGrammars } from '../../../edits/index.ts';
import type { CheckedProbes } from '../../../engine/maker/behaviour/behaviour-probing.ts';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import type { Json } from '../../../engine/json.ts';
import type { CodeWorkbench } from '../code-workbench.ts';
import type { ProposedInputs } from '../distinguish/inputs-reply.ts';
import { LEAST_PROBES, sourceAt } from './probe-set.ts';
import { runProbes, type ProbeOutcomes } from './run-probes.ts';

/** So many faults are planted at most: each costs a process. */
const MOST_FAULTS = 20;
/** A function with fewer places for a fault is too small to say that inputs are any good. */
const LEAST_FAULTS = 3;
/**
 * What share of the faults must show. Studies of mutation testing find that of faults planted like these up to a quarter
 * change nothing that any input can show; what is left over must all be found.
 */
const LEAST_SHARE = 0.75;

/** The first run says how long the others may take. */
const FIRST_LIMIT_MS = 20_000;
const SLOWER_AT_MOST = 4;
const LEAST_LIMIT_MS = 3_000;
/** No more faults are tried after this. */
const ALL_FAULTS_MS = 60_000;

/**
 * Runs the probes on the accepted version of their function, twice, and on versions of it with one known fault each. Those
 * that are the same twice and can be compared remain; of them enough must tell a fault, and enough faults must be told.
 */
export async function checkProbes(
  bench: CodeWorkbench,
  probes: ProposedInputs,
  signal: AbortSignal,
): Promise<CheckedProbes> {
  const tree = bench.workspace.accepted();
  const text = await sourceAt(bench, tree, probes.path);
  if (text === undefined) return refused(`${probes.path} is not there`);
  const mutants = mutantsOf({ ...probes, text, grammars: shippedGrammars }, MOST_FAULTS);
  if (mutants.length < LEAST_FAULTS)
    return refused(`there is too little in ${probes.name} to plant faults in`);
  return bench.withScratch(tree, signal, async (scratch) => {
    const first = await runProbes(scratch, probes, { timeoutMs: FIRST_LIMIT_MS, signal });
    if (first.how !== 'ended') return refused(`${probes.name} of ${probes.path} can not be called here`);
    const timeoutMs = Math.max(LEAST_LIMIT_MS, SLOWER_AT_MOST * first.durationMs);
    await scratch.reset(tree);
    const again = await runProbes(scratch, probes, { timeoutMs: FIRST_LIMIT_MS, signal });
    const steady = { ...probes, calls: probes.calls.filter((_, at) => isSteady(first, again, at)) };
    if (steady.calls.length < LEAST_PROBES)
      return refused(`only ${steady.calls.length} inputs give the same twice that can be compared`);
    const expected = first.lines.filter((_, at) => isSteady(first, again, at));
    const planted = new Planted(expected);
    const until = performance.now() + ALL_FAULTS_MS;
    for (const mutant of mutants) {
      if (performance.now() > until) break;
      await plant(scratch, probes.path, mutant);
      planted.add(await runProbes(scratch, steady, { timeoutMs, signal }));
    }
    return planted.judged(steady);
  });
}

async function plant(scratch: Scratch, path: string, text: string): Promise<void> {
  await scratch.write([{ path, content: new TextEncoder().encode(text) }]);
}

function isSteady(first: ProbeOutcomes, again: ProbeOutcomes, at: number): boolean {
  const line = first.lines[at];
  return line !== null && line !== undefined && again.lines[at] === line;
}

/** Counts which faults show, and which inputs show one. */
class Planted {
  readonly #expected: readonly (string | null)[];
  readonly #telling = new Set<number>();
  #faults = 0;
  #shown = 0;

  constructor(expected: readonly (string | null)[]) {
    this.#expected = expected;
  }

  /** A fault with which the file does not load, or reaches outside, would be seen without any input: it says nothing. */
  add({ lines, how }: ProbeOutcomes): void {
    if (how === 'failed') return;
    const telling = lines.flatMap((line, at) => (line === this.#expected[at] ? [] : [at]));
    // What the accepted version ends and this one does not is another outcome; what comes after it is not known.
    if (how === 'stopped') telling.push(lines.length);
    for (const at of telling) this.#telling.add(at);
    this.#faults += 1;
    if (telling.length > 0) this.#shown += 1;
  }

  judged(probes: ProposedInputs): CheckedProbes {
    const [faults, toldApart] = [this.#faults, this.#shown];
    if (this.#telling.size < LEAST_PROBES)
      return refused(`only ${this.#telling.size} of ${probes.calls.length} inputs tell any planted fault`);
    if (faults < LEAST_FAULTS || toldApart < LEAST_SHARE * faults)
      return refused(`the inputs tell only ${toldApart} of ${faults} planted faults`);
    const what = `${probes.name} of ${probes.path}`;
    return {
      ok: true,
      probes: probes as unknown as Json,
      inputs: probes.calls.length,
      what,
      faults,
      toldApart,
    };
  }
}

function refused(reason: string): CheckedProbes {
  return { ok: false, reason };
}
