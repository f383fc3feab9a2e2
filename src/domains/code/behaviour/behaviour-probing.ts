import type { Candidate } from '../../../engine/maker/candidate.ts';
import type { BehaviourProbing } from '../../../engine/maker/behaviour/behaviour-probing.ts';
import type { Json } from '../../../engine/json.ts';
import type { TreeId } from '../../../engine/ports/workspace.ts';
import { payloadFromJson } from '../answer/payload.ts';
import type { CodeWorkbench } from '../code-workbench.ts';
import { behaviourKey, keyElsewhere } from './behaviour-key.ts';
import { checkProbes } from './check-probes.ts';
import { probesFrom, readProbes } from './probe-set.ts';

/** Returns how this session tells whether answers behave alike: by running one function of theirs on inputs. */
export function behaviourProbing(bench: CodeWorkbench): BehaviourProbing {
  return {
    isOn: () => bench.probesBehaviour(),
    read: (text) => readProbes(bench, text),
    async elsewhere(candidate, probes) {
      const tree = await treeOf(bench, candidate);
      return tree === undefined ? undefined : elsewhereOf(bench, tree, probes);
    },
    check: (probes, signal) => checkProbes(bench, probesFrom(probes), signal),
    async keyOf(candidate, run, signal) {
      const tree = await treeOf(bench, candidate);
      const elsewhere = tree === undefined ? undefined : await elsewhereOf(bench, tree, run.probes);
      return tree === undefined || elsewhere === undefined
        ? { ok: false, reason: 'the function is not there' }
        : behaviourKey(bench, { tree, elsewhere, run }, signal);
    },
  };
}

function elsewhereOf(bench: CodeWorkbench, tree: TreeId, probes: Json): Promise<string | undefined> {
  return keyElsewhere(bench, tree, probesFrom(probes));
}

async function treeOf(bench: CodeWorkbench, { payload }: Candidate): Promise<TreeId | undefined> {
  const made = await bench.treeWith(payloadFromJson(payload));
  return 'tree' in made ? made.tree : undefined;
}
