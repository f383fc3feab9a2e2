import { shippedGrammars, voteKeys, withoutBody } from '../../../edits/index.ts';
import type { BehaviourKey, ProbeRun } from '../../../engine/maker/behaviour/behaviour-probing.ts';
import type { FileChange, TreeId } from '../../../engine/ports/workspace.ts';
import type { CodeWorkbench } from '../code-workbench.ts';
import type { ProposedInputs } from '../distinguish/inputs-reply.ts';
import { probesFrom, probesId, sha256, sourceAt } from './probe-set.ts';
import { runProbes } from './run-probes.ts';

const LIMIT_MS = 10_000;

/** Returns the key of all that the tree makes of the accepted one but what the function does; undefined where the function is not in both. */
export async function keyElsewhere(
  bench: CodeWorkbench,
  tree: TreeId,
  { path, name }: ProposedInputs,
): Promise<string | undefined> {
  const { workspace } = bench;
  const accepted = workspace.accepted();
  const [before, after] = [await sourceAt(bench, accepted, path), await sourceAt(bench, tree, path)];
  if (before === undefined || after === undefined) return undefined;
  const [was, becomes] = [before, after].map((text) =>
    withoutBody({ path, name, text, grammars: shippedGrammars }),
  );
  if (was === undefined || becomes === undefined) return undefined;
  const changed = (await workspace.changedFiles(accepted, tree)).map((each) => each.path);
  const others = changed.filter((each) => each !== path);
  const contents = new Map([[path, bytes(was.text)]]);
  const changes: FileChange[] = [{ path, content: bytes(becomes.text) }];
  for (const each of others) {
    const content = await workspace.read(accepted, each);
    if (content !== undefined) contents.set(each, content);
    changes.push({ path: each, content: (await workspace.read(tree, each)) ?? null });
  }
  await shippedGrammars.prepare(others);
  const { key } = voteKeys({ changes, read: (each) => contents.get(each), grammars: shippedGrammars });
  return sha256(JSON.stringify([key, becomes.directives]));
}

/** Runs the tree's version of the function twice; its key is of no use unless both give the same and all of it can be compared. */
export async function behaviourKey(
  bench: CodeWorkbench,
  { tree, elsewhere, run }: { readonly tree: TreeId; readonly elsewhere: string; readonly run: ProbeRun },
  signal: AbortSignal,
): Promise<BehaviourKey> {
  const probes = probesFrom(run.probes);
  return bench.withScratch(tree, signal, async (scratch) => {
    const limits = { timeoutMs: LIMIT_MS, signal };
    const first = await runProbes(scratch, probes, limits);
    if (first.how !== 'ended') return unknown('it does not come to its end, or reaches outside');
    if (first.lines.includes(null)) return unknown('what it returns can not be compared whole');
    await scratch.reset(tree);
    const again = await runProbes(scratch, probes, limits);
    if (JSON.stringify(again.lines) !== JSON.stringify(first.lines))
      return unknown('it is not the same from run to run');
    const parts = [probesId(probes), first.lines, run.outcomes, elsewhere];
    return { ok: true, key: sha256(JSON.stringify(parts)) };
  });
}

function unknown(reason: string): BehaviourKey {
  return { ok: false, reason };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
