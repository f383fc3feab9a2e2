import { cachedInput } from './cached-input.ts';
import { shareSplit } from '../../engine/maker/decomposition/fold-decomposition.ts';
import type { SessionSummary, WaitState } from '../../protocol/session.ts';
import { ROOT_STEP } from '../../engine/maker/maker-state.ts';
import type { SessionView } from './session-view.ts';
import { sumOf } from './state-counts.ts';
import { waitStateOf } from './step-summary.ts';

/** Returns the session as lists show it. */
export function sessionSummary(view: SessionView): SessionSummary {
  const solver = view.settings?.settings.roles.solver;
  const waiting = waitingOf(view);
  const [waitsFor] = view.waits.values();
  return {
    session_id: view.id,
    status: view.status,
    prompt: view.settings?.prompt ?? '',
    domain: view.settings?.settings.domain ?? '',
    updated_at: new Date(view.updatedAt).toISOString(),
    completed_steps: view.totals.leaves.accepted,
    total_steps: sumOf(view.totals.leaves),
    wait_state: waiting[0] ?? null,
    metadata: {
      kind: view.kind,
      parent_id: view.parentId,
      created_at: new Date(view.createdAt).toISOString(),
      repo_path: view.settings?.repoPath ?? null,
      provider: solver?.provider ?? '',
      model: solver?.model ?? '',
      delivered: view.deliveries.length > 0,
      waiting,
      ...(waitsFor !== undefined && { waits_for: waitsFor }),
      failure: view.status === 'failed' ? view.summary : null,
    },
    metrics: metricsOf(view),
  };
}

export function waitingOf(view: SessionView): WaitState[] {
  return [...view.steps.values()].map(waitStateOf).filter((state) => state !== null);
}

function metricsOf(view: SessionView): SessionSummary['metrics'] {
  const { samples, valid, flagged, modelCalls, inputTokens, cachedInputTokens, outputTokens, costUsd } =
    view.totals;
  const running = view.runningSince === undefined ? 0 : view.updatedAt - view.runningSince;
  return {
    samples,
    valid_samples: valid,
    resamples: samples - valid,
    red_flags: flagged,
    model_calls: modelCalls,
    input_tokens: inputTokens,
    ...cachedInput(cachedInputTokens),
    output_tokens: outputTokens,
    cost_usd: costUsd,
    duration_ms: view.ranMs + running,
  };
}

/** Returns how much was split; null before the task was planned. */
export function decompositionOf({
  decomposition,
}: SessionView): NonNullable<SessionSummary['decomposition']> | null {
  const { steps, split, noticed } = decomposition;
  if (steps < 2) return null;
  return { steps, split, share: shareSplit(decomposition), alarm: noticed && split === 0 };
}

/** Returns the session as it is now: one whose process was killed is not running, whatever its journal ends with. */
export function asItIsNow<T extends SessionSummary>(summary: T, running: boolean): T {
  if (running || summary.status !== 'running') return summary;
  const details = 'The process that ran it ended in the middle; resume goes on where it was.';
  const interrupted = { step_id: ROOT_STEP, trigger: 'interrupted', details, opened_seq: null };
  const metadata = { ...summary.metadata, waits_for: undefined };
  return { ...summary, metadata, status: 'paused', wait_state: summary.wait_state ?? interrupted };
}

/** Returns the exit code and sentence with which a run of this session came to rest. */
export function restOf(view: SessionView): { exitCode: 0 | 1 | 3; summary: string } {
  const { status, summary } = view;
  if (status === 'failed' || status === 'cancelled') return { exitCode: 1, summary };
  if (status === 'completed') return { exitCode: view.outcome === 'done' ? 0 : 3, summary };
  return { exitCode: 3, summary };
}
