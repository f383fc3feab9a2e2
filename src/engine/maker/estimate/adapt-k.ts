import type { MakerContext } from '../maker-task.ts';
import { decidingRace, roleOf } from '../race-rules.ts';
import type { EstimateState } from './class-counts.ts';
import { estimateRest, kForRest, type EstimateOptions } from './estimate-rest.ts';
import { kBounds, kInForce } from './k-bounds.ts';

/** Not before something is known, often while it is little, then now and then. */
const FIRST_RACES = 8;
const EARLY = { races: 64, every: 4 };
const LATER_EVERY = 32;

/**
 * Before a race begins: changes k in an event when the estimates ask for another one. It rises as soon as the estimate
 * of p asks for it, and falls only to what its lower end asks for, so that it does not swing.
 */
export function adaptK(context: MakerContext): void {
  const { settings } = context.environment;
  const { estimates, k: adapted } = context.session;
  if (!settings.adaptiveK || context.data.raceK !== undefined || !isDue(estimates)) return;
  const bounds = kBounds(settings.roles[roleOf(decidingRace(context))].k, settings);
  const from = kInForce(bounds, adapted);
  const options = { rule: settings.votingRule, k: from, target: settings.targetSuccess };
  const k = kInForce(bounds, wanted(from, kForRest(estimates, options)));
  if (k !== from) context.record({ type: 'k-adapted', k, from, ...reasons(estimates, { ...options, k }) });
}

function isDue({ races }: EstimateState): boolean {
  if (races < FIRST_RACES) return false;
  return races % (races < EARLY.races ? EARLY.every : LATER_EVERY) === 0;
}

function wanted(now: number, { mean, careful }: { readonly mean: number; readonly careful: number }): number {
  return mean > now ? mean : Math.min(now, careful);
}

/** What k was changed for; an event has no place for infinity. */
function reasons(estimates: EstimateState, options: EstimateOptions) {
  const rest = estimateRest(estimates, options)?.rest;
  const needed = rest?.neededK.mean ?? Infinity;
  return {
    needed: Number.isFinite(needed) ? needed : null,
    target: options.target,
    success: rest?.success.mean ?? null,
    remaining: rest?.remaining ?? 0,
  };
}
