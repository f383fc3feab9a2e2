import type { Json } from '../../json.ts';
import type { Candidate } from '../candidate.ts';
import type { MakerContext } from '../maker-task.ts';
import { ballotOf } from '../race-rules.ts';
import { loadCandidate } from '../verify/load-candidate.ts';
import { classesOf, isVerified } from '../verify/verify-classes.ts';
import { representativeOfOwn } from '../vote/representative.ts';
import type { BehaviourProbing } from './behaviour-probing.ts';
import type { Probes } from './behaviour-state.ts';
import { checkedProbes, proposedProbes } from './find-probes.ts';
import { ownKeyOf } from './merged-classes.ts';

/** A class that holds its check, with the answer that stands for it. */
interface Rival {
  readonly key: string;
  readonly candidate: Candidate;
  /** How its tests ended. */
  readonly outcomes: string;
}

/**
 * Has classes of a contested race count as one that differ in nothing but how one function does what it does, and behave
 * alike on inputs that no answer had a part in. Where nothing competes, or nothing good can be found, nothing is run.
 */
export async function mergeClasses(context: MakerContext): Promise<void> {
  const probing = context.environment.domain.behaviour;
  if (probing?.isOn() !== true) return;
  partWhereStateMoved(context);
  if (ballotOf(context, 'answer').standing.winner !== undefined) return;
  const keys = holdingClasses(context);
  if (keys.length < 2) return;
  const proposed = await proposedProbes(context, probing);
  if (proposed === undefined) return;
  const rivals = await alikeElsewhere(context, { probing, proposed, keys });
  if (rivals.length === 0) return;
  const probes = await checkedProbes(context, probing, proposed);
  if (probes === undefined) return;
  await runAll(context, probing, { probes, rivals });
  countAsOne(context, probes);
  await context.written();
}

/** What was the same on another state need not be so on this one. */
function partWhereStateMoved(context: MakerContext): void {
  const { merged } = context.data.behaviour;
  const on = context.environment.domain.state();
  if (merged === undefined || merged.into.size === 0 || merged.on === on) return;
  context.record({ type: 'classes-merged', on, inputs: 0, classes: [] });
}

function holdingClasses(context: MakerContext): string[] {
  return classesOf(context).filter(
    (key) => isVerified(context, key) && context.data.verified.get(key)?.verification.verdict !== 'failed',
  );
}

/** Returns the classes that are not the only ones of their kind in all that no input can show. */
async function alikeElsewhere(
  context: MakerContext,
  options: { readonly probing: BehaviourProbing; readonly proposed: Json; readonly keys: readonly string[] },
): Promise<Rival[]> {
  const { probing, proposed, keys } = options;
  const groups = new Map<string, Rival[]>();
  for (const key of keys) {
    const outcomes = context.data.verified.get(key)?.verification.outcomes;
    const sample = representativeOfOwn(context.data.samples, key);
    if (outcomes === undefined || sample === undefined) continue;
    const candidate = await loadCandidate(context.environment.blobs, sample.value);
    const elsewhere = await probing.elsewhere(candidate, proposed);
    if (elsewhere === undefined) continue;
    const kind = `${elsewhere} ${outcomes}`;
    groups.set(kind, [...(groups.get(kind) ?? []), { key, candidate, outcomes }]);
  }
  return [...groups.values()].filter(({ length }) => length > 1).flat();
}

interface Running {
  readonly probes: Probes;
  readonly rivals: readonly Rival[];
}

/** Each class once on this state, in worktrees of their own. */
async function runAll(context: MakerContext, probing: BehaviourProbing, running: Running): Promise<void> {
  const { probes } = running;
  const { behaved } = context.data.behaviour;
  const known = new Set(behaved.filter(({ on }) => on === probes.on).map(({ key }) => key));
  const rivals = running.rivals.filter(({ key }) => !known.has(key));
  if (rivals.length === 0) return;
  context.environment.progress(
    context.stepId,
    `Running ${rivals.length} answers on ${probes.inputs} inputs.`,
  );
  const ended = await Promise.allSettled(
    rivals.map(async ({ key, candidate, outcomes }) => {
      const found = await probing.keyOf(candidate, { probes: probes.set, outcomes }, context.signal);
      context.signal.throwIfAborted();
      const facts = found.ok ? { behaviour: found.key } : { behaviour: null, reason: found.reason };
      context.record({ type: 'class-behaved', key, on: probes.on, ...facts });
    }),
  );
  context.signal.throwIfAborted();
  for (const run of ended) if (run.status === 'rejected') throw run.reason;
  await context.written();
}

/** The first class that appeared stands for its group. */
function countAsOne(context: MakerContext, { on, inputs }: Probes): void {
  const { behaved, merged } = context.data.behaviour;
  const groups = new Map<string, string[]>();
  for (const key of inOrder(context)) {
    const behaviour = behaved.find((each) => each.key === key && each.on === on)?.behaviour ?? null;
    if (behaviour !== null) groups.set(behaviour, [...(groups.get(behaviour) ?? []), key]);
  }
  const classes = [...groups.values()].filter(({ length }) => length > 1);
  const isSaid = classes.every((group) => group.every((key) => merged?.into.get(key) === group[0]));
  if (isSaid && classes.flat().length === (merged?.into.size ?? 0)) return;
  context.record({ type: 'classes-merged', on, inputs, classes });
}

/** All classes of the step, as they were asked for. */
function inOrder({ data }: MakerContext): Set<string> {
  return new Set([...data.samples].sort((a, b) => a.index - b.index).map(ownKeyOf));
}
