import { estimateRest } from '../../engine/maker/estimate/estimate-rest.ts';
import { kBounds, kInForce } from '../../engine/maker/estimate/k-bounds.ts';
import type { Interval, SessionEstimates } from '../../protocol/estimates.ts';
import type { SessionView } from './session-view.ts';

/** Returns what the session has shown so far and what follows of its rest; null before its first race has ended. */
export function sessionEstimates(view: SessionView): SessionEstimates | null {
  const settings = view.settings?.settings;
  if (settings === undefined) return null;
  const { votingRule: rule, targetSuccess: target, adaptiveK } = settings.maker;
  const k = kOfSteps(view);
  const estimates = estimateRest(view.estimates, { rule, k, target });
  if (estimates === undefined) return null;
  const { remaining, neededK, success, samples, tokens, usd } = estimates.rest;
  return {
    rule,
    k,
    adaptive_k: adaptiveK,
    target_success: target,
    classes: estimates.classes.map((each) => ({ ...each })),
    rest: {
      steps: remaining,
      needed_k: {
        mean: unlessNone(neededK.mean),
        low: unlessNone(neededK.low),
        high: unlessNone(neededK.high),
      },
      success,
      samples,
      tokens,
      cost_usd: usd ?? null,
      duration_ms: scaled(samples, msPerSample(view)),
    },
  };
}

/** Returns the k of the steps to come. */
export function kOfSteps({ settings, k }: SessionView): number {
  if (settings === undefined) return 1;
  const { roles, maker } = settings.settings;
  const configured = roles.solver.k;
  return maker.adaptiveK ? kInForce(kBounds(configured, maker), k ?? undefined) : configured;
}

/** JSON has no infinity. */
function unlessNone(k: number): number | null {
  return Number.isFinite(k) ? k : null;
}

/** Everything that takes time (planning, checks, people's pauses left out) is shared out among the samples so far. */
function msPerSample({ ranMs, runningSince, updatedAt, totals }: SessionView): number {
  const running = runningSince === undefined ? 0 : updatedAt - runningSince;
  return (ranMs + running) / Math.max(1, totals.samples);
}

function scaled({ mean, low, high }: Interval, by: number): Interval {
  return { mean: mean * by, low: low * by, high: high * by };
}
