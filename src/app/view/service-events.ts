import { cachedInput } from './cached-input.ts';
import type { StepSpec } from '../../engine/flow/step-spec.ts';
import type { Json } from '../../engine/json.ts';
import { describePromise } from '../../engine/maker/plan/describe-plan.ts';
import type { RuleShare } from '../../engine/maker/redflag/rule-shares.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { JournalEntry, JournalEvent } from '../../engine/ports/journal.ts';
import type { ServiceEvent } from '../../protocol/event.ts';
import { correlationSentence, escalationSentence, shrunkSentence, UNDIVIDED } from './escalation-words.ts';
import { redFlagSentence } from './red-flag-words.ts';
import { sessionEstimates } from './session-estimates.ts';
import { restOf, waitingOf } from './session-summary.ts';
import type { SessionView } from './session-view.ts';
import { ballotOfStep, classLabel, otherRuleOf, verificationSummary, waitStateOf } from './step-summary.ts';
import { isSolvedGraph, type StepView } from './step-view.ts';

interface Place {
  readonly view: SessionView;
  readonly step: StepView | undefined;
  readonly event: JournalEvent;
  /** What every event of the session carries. */
  readonly base: { readonly session_id: string; readonly seq: number; readonly at: string };
  readonly ofStep: {
    readonly session_id: string;
    readonly seq: number;
    readonly at: string;
    readonly step_id: string;
  };
}

/** Returns what subscribers hear of an entry that was just folded into the view; often nothing. */
export function serviceEvents(view: SessionView, entry: JournalEntry): ServiceEvent[] {
  const { seq, event } = entry;
  const at = isoTimeOf(entry.at);
  const session_id = view.id;
  const step_id = String(event['step'] ?? '');
  const step = view.steps.get(step_id);
  const place = {
    view,
    step,
    event,
    base: { session_id, seq, at },
    ofStep: { session_id, seq, at, step_id },
  };
  return HEARD[event.type]?.(place) ?? [];
}

let lastTime = { at: Number.NaN, iso: '' };

/** Steps that take microseconds have their milliseconds in common, and writing one costs as much as folding an event. */
function isoTimeOf(at: number): string {
  if (lastTime.at !== at) lastTime = { at, iso: new Date(at).toISOString() };
  return lastTime.iso;
}

const HEARD: Readonly<Record<string, (place: Place) => ServiceEvent[]>> = {
  'session-started': started,
  'session-resumed': ({ base }) => [{ type: 'session-resumed', ...base }],
  'session-paused': ({ base, view }) => [{ type: 'session-paused', ...base, waiting: waitingOf(view) }],
  'baseline-recorded': ({ base, event }) => {
    const summary: ServiceEvent = { type: 'baseline-recorded', ...base, summary: String(event['summary']) };
    if (typeof event['warning'] !== 'string') return [summary];
    return [summary, { type: 'warning', ...base, message: event['warning'] }];
  },
  'plan-proposed': ({ ofStep, event }) => [
    { type: 'plan-proposed', ...ofStep, index: Number(event['index']), steps: strings(event['steps']) },
  ],
  'plan-chosen': ({ ofStep, event }) => [
    {
      type: 'plan-chosen',
      ...ofStep,
      steps: strings(event['steps']),
      unanimous: event['unanimous'] === true,
    },
  ],
  'node-finished': nodeFinished,
  'sample-recorded': sampleRecorded,
  'vote-concluded': voteConcluded,
  'candidate-verified': ({ ofStep, step }) =>
    step?.verification === undefined
      ? []
      : [{ type: 'candidate-verified', ...ofStep, verification: verificationSummary(step.verification) }],
  'k-adapted': ({ ofStep, event }) => [
    {
      type: 'k-adapted',
      ...ofStep,
      k: Number(event['k']),
      from: Number(event['from']),
      needed: typeof event['needed'] === 'number' ? event['needed'] : null,
    },
  ],
  'step-rolled-back': ({ ofStep, event }) => [
    {
      type: 'step-rolled-back',
      ...ofStep,
      attempt: Number(event['attempt']),
      reason: String(event['reason']),
    },
  ],
  escalated: ({ ofStep, event }) => [
    {
      type: 'escalated',
      ...ofStep,
      rung: String(event['rung']),
      votes: Number(event['votes']),
      message: escalationSentence(event),
    },
  ],
  'evidence-shrunk': ({ base, event }) => [{ type: 'warning', ...base, message: shrunkSentence(event) }],
  'wait-began': ({ base, event }) => [{ type: 'warning', ...base, message: String(event['sentence']) }],
  'correlation-noticed': ({ base, event }) => [
    { type: 'warning', ...base, message: correlationSentence(event) },
  ],
  'red-flags-noticed': ({ base, event, view }) => [
    { type: 'warning', ...base, message: redFlagSentence(event as unknown as RuleShare, view) },
  ],
  'nothing-decomposed': ({ base }) => [{ type: 'warning', ...base, message: UNDIVIDED }],
  'gate-opened': ({ ofStep, step }) => {
    if (step === undefined) return [];
    const waiting = waitStateOf(step);
    if (waiting === null) return [{ type: 'step-state', ...ofStep, state: step.state, phase: step.phase }];
    return [{ type: 'gate-opened', ...ofStep, wait_state: waiting }];
  },
  'gate-decided': ({ ofStep, event }) => {
    const decision = event['decision'] as { kind?: string; comment?: string } | null;
    if (decision?.kind === 'idle') return [];
    return [
      { type: 'gate-decided', ...ofStep, decision: decision?.kind ?? '', comment: decision?.comment ?? null },
    ];
  },
  'gate-passed': ({ base, event }) => [
    {
      type: 'warning',
      ...base,
      message: `${String(event['details'])} (on gate: ${String(event['policy'])})`,
    },
  ],
  'edit-refused': ({ base, event }) => [
    { type: 'warning', ...base, message: `Your edit was refused: ${firstReason(event['flags'])}` },
  ],
  'node-failed': ({ base, event }) => [{ type: 'warning', ...base, message: String(event['message']) }],
  'candidate-accepted': ({ ofStep, event }) => [
    { type: 'candidate-accepted', ...ofStep, summary: String(event['summary']) },
  ],
  'delivery-started': ({ base }) => [{ type: 'delivery-started', ...base, files: [] }],
  'delivery-finished': ({ base, view }) => [
    { type: 'delivery-finished', ...base, files: [...(view.deliveries.at(-1)?.files ?? [])] },
  ],
  'delivery-undone': ({ base, event }) => [
    { type: 'delivery-undone', ...base, files: strings(event['files']) },
  ],
  'delivery-refused': ({ base, event }) => [
    {
      type: 'delivery-refused',
      ...base,
      changed: strings(event['changed']),
      mergeable: event['mergeable'] === true,
    },
  ],
};

function started({ base, view }: Place): ServiceEvent[] {
  const solver = view.settings?.settings.roles.solver;
  const session: ServiceEvent = {
    type: 'session-started',
    ...base,
    prompt: view.settings?.prompt ?? '',
    domain: view.settings?.settings.domain ?? '',
    repo_path: view.settings?.repoPath ?? null,
    provider: solver?.provider ?? '',
    model: solver?.model ?? '',
  };
  return [session];
}

function nodeFinished({ view, step, event, base, ofStep }: Place): ServiceEvent[] {
  if (step === undefined) return [];
  const events: ServiceEvent[] = [];
  addSteps(events, view, event['children'], base);
  events.push(stepState(step, ofStep));
  addSteps(events, view, event['next'], base);
  if (typeof event['end'] === 'string' && isSolvedGraph(step.graph)) events.push(...estimated(view, base));
  if (typeof event['session'] === 'string') {
    const { exitCode, summary } = restOf(view);
    events.push({ type: 'session-finished', ...base, status: view.status, summary, exit_code: exitCode });
  }
  return events;
}

/** Of long sessions only every hundredth part is worth a word. */
const TELLINGS = 100;

function estimated(view: SessionView, base: Place['base']): ServiceEvent[] {
  const { accepted, all } = view.totals.solved;
  if (accepted % Math.max(1, Math.floor(all / TELLINGS)) !== 0) return [];
  const estimates = sessionEstimates(view);
  if (estimates === null || estimates.rest.steps === 0) return [];
  return [{ type: 'estimates', ...base, estimates }];
}

// The two events that every step comes with name their fields one by one: to spread `base` costs more than all the rest.

function stepState(
  { state, phase }: StepView,
  { session_id, seq, at, step_id }: Place['ofStep'],
): ServiceEvent {
  return { type: 'step-state', session_id, seq, at, step_id, state, phase };
}

function addSteps(
  events: ServiceEvent[],
  view: SessionView,
  specs: Json | undefined,
  base: Place['base'],
): void {
  if (!Array.isArray(specs)) return;
  for (const { id } of specs as unknown as readonly StepSpec[]) {
    const step = view.steps.get(id);
    if (step !== undefined) events.push(stepAdded(step, base));
  }
}

function stepAdded(
  { id, parent, dependsOn, input }: StepView,
  { session_id, seq, at }: Place['base'],
): ServiceEvent {
  const { title, depth, promise } = input.brief;
  return {
    type: 'step-added',
    session_id,
    seq,
    at,
    step_id: id,
    parent_id: parent,
    depends_on: [...dependsOn],
    title,
    depth,
    promise: describePromise(promise),
  };
}

function sampleRecorded({ view, step, event, base, ofStep }: Place): ServiceEvent[] {
  const sample = event['sample'] as unknown as SampleRecord;
  if (step === undefined) return [];
  if (sample.race === 'plan' && sample.outcome === 'valid') {
    return [
      {
        type: 'plan-proposed',
        ...base,
        step_id: step.id,
        index: sample.index,
        steps: sample.summary.split(' · '),
      },
    ];
  }
  const { standing } = ballotOfStep(view, step);
  return [
    {
      type: 'sample-recorded',
      ...ofStep,
      index: sample.index,
      agent: sample.agent,
      model: sample.model,
      outcome: sample.outcome,
      class: sample.outcome === 'valid' ? classLabel(step, sample.key) : null,
      flags: sample.flags.map(({ rule, reason }) => ({ rule, reason })),
      input_tokens: sample.inputTokens,
      ...cachedInput(sample.cachedInputTokens),
      output_tokens: sample.outputTokens,
      cost_usd: sample.costUsd,
      votes: byLabel(step, standing.counts),
      k: standing.needed,
      ...otherRuleOf(view),
    },
  ];
}

function voteConcluded({ view, step, event, ofStep }: Place): ServiceEvent[] {
  if (step === undefined) return [];
  const winner = event['winner'];
  return [
    {
      type: 'vote-concluded',
      ...ofStep,
      decided: event['decided'] === true,
      winner: typeof winner === 'string' ? classLabel(step, winner) : null,
      votes: byLabel(step, ballotOfStep(view, step).standing.counts),
      margin: Number(event['margin']),
      dissent: Number(event['dissent']),
      k: Number(event['k']),
      ...otherRuleOf(view),
    },
  ];
}

function byLabel(step: StepView, counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].map(([key, votes]) => [classLabel(step, key), votes]));
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function firstReason(flags: Json | undefined): string {
  const [first] = Array.isArray(flags) ? (flags as unknown as readonly { reason: string }[]) : [];
  return first?.reason ?? 'no reason given';
}
