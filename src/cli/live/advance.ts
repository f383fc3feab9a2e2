import type { ServiceEvent } from '../../protocol/event.ts';
import { withStep, type LiveState, type LiveStep } from './live-state.ts';

type Of<Type extends ServiceEvent['type']> = Extract<ServiceEvent, { type: Type }>;

/** Returns the live state after one more event. The map of steps is carried on, not copied: plans can be long. */
export function advance(state: LiveState, event: ServiceEvent): LiveState {
  switch (event.type) {
    case 'session-started':
      return { ...state, prompt: event.prompt, provider: event.provider, model: event.model };
    case 'progress':
      return { ...state, message: event.message };
    case 'baseline-recorded':
      return { ...state, message: event.summary };
    case 'warning':
      return { ...state, warnings: [...state.warnings, event.message] };
    case 'step-added':
      return withStep(state, added(event, state.steps.get(event.step_id)));
    case 'sample-recorded':
      return { ...onStep(state, event.step_id, sampled(event)), totals: totalled(state, event) };
    case 'estimates':
      return { ...state, estimates: event.estimates };
    case 'delivery-started':
      return { ...state, message: 'delivering' };
    default:
      return 'step_id' in event ? onStep(state, event.step_id, changeOf(event)) : state;
  }
}

type StepEvent = Extract<ServiceEvent, { step_id: string }>;
type Change = (step: LiveStep) => Partial<LiveStep>;

function changeOf(event: StepEvent): Change {
  switch (event.type) {
    case 'step-state':
      return () => ({ state: event.state, phase: event.phase });
    case 'plan-chosen':
      return () => ({ note: event.unanimous ? 'all plans agreed' : 'plan chosen by vote' });
    case 'vote-concluded':
      return () => ({
        votes: event.votes,
        k: event.k,
        rule: event.rule,
        winner: event.winner,
        note: event.decided ? '' : 'undecided',
      });
    case 'candidate-verified':
      return () => ({ note: event.verification.summary });
    case 'step-rolled-back':
      return () => ({
        votes: {},
        winner: null,
        note: `attempt ${event.attempt} rolled back: ${event.reason}`,
      });
    case 'gate-opened':
      return () => ({ state: 'waiting', note: event.wait_state.details });
    case 'gate-decided':
      return () => ({ note: `decided: ${event.decision}` });
    case 'candidate-accepted':
      return () => ({ state: 'accepted', note: event.summary });
    default:
      return () => ({});
  }
}

function added(event: Of<'step-added'>, before: LiveStep | undefined): LiveStep {
  const fresh: LiveStep = {
    id: event.step_id,
    parentId: event.parent_id,
    title: event.title,
    state: 'planned',
    phase: '',
    votes: {},
    k: 0,
    winner: null,
    flags: 0,
    note: '',
  };
  return { ...fresh, ...before, parentId: event.parent_id, title: event.title };
}

function sampled(event: Of<'sample-recorded'>): Change {
  return (step) => ({
    votes: event.votes,
    k: event.k,
    rule: event.rule,
    flags: step.flags + event.flags.length,
  });
}

function totalled({ totals }: LiveState, event: Of<'sample-recorded'>): LiveState['totals'] {
  const known = totals.costUsd !== null && event.cost_usd !== null;
  return {
    samples: totals.samples + 1,
    flags: totals.flags + event.flags.length,
    tokens: totals.tokens + event.input_tokens + event.output_tokens,
    costUsd: known ? (totals.costUsd ?? 0) + (event.cost_usd ?? 0) : null,
  };
}

function onStep(state: LiveState, id: string, change: Change): LiveState {
  const step = state.steps.get(id);
  return step === undefined ? state : withStep(state, { ...step, ...change(step) });
}
