import { MicrofactoryError } from '../../engine/error.ts';
import type { GateRequest, StepOutcome } from '../../engine/flow/next-action.ts';
import type { SessionStatus } from '../../engine/flow/state.ts';
import type { StepSpec } from '../../engine/flow/step-spec.ts';
import { isRecord, type Json } from '../../engine/json.ts';
import { noEstimates, type EstimateState } from '../../engine/maker/estimate/class-counts.ts';
import {
  foldDecomposition,
  noDecomposition,
  type DecompositionState,
} from '../../engine/maker/decomposition/fold-decomposition.ts';
import { foldEstimates } from '../../engine/maker/estimate/fold-estimates.ts';
import type { ChosenCandidate, Delivered, VerificationRecord } from '../../engine/maker/maker-state.ts';
import { foldRedFlags, noRedFlags, type RedFlagState } from '../../engine/maker/redflag/fold-red-flags.ts';
import { expandRace } from '../../engine/maker/sample/expand-race.ts';
import { raceFactsOf, winnerOf, type RaceFacts } from '../../engine/maker/sample/race-facts.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import { asCounted, mergedClassesOf, recount } from '../../engine/maker/behaviour/merged-classes.ts';
import { flagClass, type VerifiedClass } from '../../engine/maker/verify/flag-class.ts';
import type { JournalEntry, JournalEvent } from '../../engine/ports/journal.ts';
import type { StepState } from '../../protocol/session.ts';
import { settingsFrom, type SessionSettings } from '../session-settings.ts';
import {
  changeState,
  countCall,
  countSample,
  countStep,
  noTotals,
  type CallCost,
  type SessionTotals,
} from './session-totals.ts';
import { distinctionRecord } from './distinctions.ts';
import { noProbesSentence, probesSentence } from './behaviour-words.ts';
import { escalationSentence, shrunkSentence } from './escalation-words.ts';
import { labelled, newStepView, type StepView } from './step-view.ts';

/** A session as people see it: a fold of its journal and of nothing else, so that every face agrees. */
export interface SessionView {
  id: string;
  kind: string;
  parentId: string | null;
  settings: SessionSettings | undefined;
  status: SessionStatus;
  summary: string;
  /** How the root ended. */
  outcome: StepOutcome | undefined;
  createdAt: number;
  updatedAt: number;
  /** Milliseconds in which the session ran, pauses left out. */
  ranMs: number;
  runningSince: number | undefined;
  seq: number;
  baseline: string | undefined;
  /** Deliveries that stand, oldest first. */
  deliveries: readonly Delivered[];
  acceptedState: string | undefined;
  /** What p and v of each class of steps are estimated from. */
  readonly estimates: EstimateState;
  /** How much was split into smaller steps. */
  readonly decomposition: DecompositionState;
  /** How the rules of red flags fare. */
  readonly redFlags: RedFlagState;
  /** The k of the steps to come, once it was adapted. */
  k: number | null;
  /** What the session waits for outside, in one sentence by place. */
  readonly waits: Map<string, string>;
  /** Every step that goes on, and those that ended and were not forgotten. */
  readonly steps: Map<string, StepView>;
  readonly totals: SessionTotals;
}

/** Some sessions have thousands of steps: a sentence names a few. */
const MOST_NAMED = 12;

export function emptyView(): SessionView {
  return {
    id: '',
    kind: '',
    parentId: null,
    settings: undefined,
    status: 'running',
    summary: '',
    outcome: undefined,
    createdAt: 0,
    updatedAt: 0,
    ranMs: 0,
    runningSince: undefined,
    seq: 0,
    baseline: undefined,
    deliveries: [],
    acceptedState: undefined,
    estimates: noEstimates(),
    decomposition: noDecomposition(),
    redFlags: noRedFlags(),
    k: null,
    waits: new Map(),
    steps: new Map(),
    totals: noTotals(),
  };
}

/** Returns the step; throws `not-found` when there is none. */
export function stepOf(view: SessionView, stepId: string): StepView {
  const step = view.steps.get(stepId);
  if (step !== undefined) return step;
  const ids = [...view.steps.keys()];
  const more = ids.length > MOST_NAMED ? `, and ${ids.length - MOST_NAMED} more` : '';
  const named = `${ids.slice(0, MOST_NAMED).join(', ')}${more}`;
  throw new MicrofactoryError({
    code: 'not-found',
    message: `There is no step ${stepId}; the steps are ${named}.`,
  });
}

/**
 * Folds one entry into the view, in place; what it does not know changes nothing. Returns the step that ended by it: it
 * may be forgotten then, for the totals know it.
 */
export function applyEntry(view: SessionView, entry: JournalEntry): StepView | undefined {
  const { event, at, seq } = entry;
  view.seq = seq;
  if (at < view.updatedAt) runFrom(view, at);
  view.updatedAt = at;
  const step = view.steps.get(String(event['step'] ?? ''));
  if (step !== undefined) touch(view, step, at);
  foldEstimates(view.estimates, event, step);
  foldDecomposition(view.decomposition, event);
  foldRedFlags(view.redFlags, event);
  const ofSession = SESSION_FOLDS[event.type];
  if (ofSession !== undefined) ofSession(view, event, at);
  else if (step !== undefined) STEP_FOLDS[event.type]?.(step, event, view, at);
  return typeof event['end'] === 'string' ? step : undefined;
}

/** Folds one entry, and forgets the step that ended by it: all that is known of it is in the journal, and counted. */
export function followEntry(view: SessionView, entry: JournalEntry): void {
  const ended = applyEntry(view, entry);
  // Of the step that stands for the session much is asked.
  if (ended !== undefined && ended.parent !== null) forget(view, ended.id);
}

/** Lets an ended step leave memory. */
export function forget(view: SessionView, stepId: string): void {
  view.steps.delete(stepId);
}

function touch({ totals }: SessionView, step: StepView, at: number): void {
  step.startedAt ??= at;
  if (step.state === 'planned') changeState(totals, step, 'working');
}

const SESSION_FOLDS: Readonly<Record<string, (view: SessionView, event: JournalEvent, at: number) => void>> =
  {
    'session-started': (view, event, at) => {
      view.id = String(event['id']);
      view.kind = String(event['kind']);
      view.parentId = typeof event['parentId'] === 'string' ? event['parentId'] : null;
      view.settings = settingsFrom(event['settings']);
      view.createdAt = at;
      view.runningSince = at;
      addSteps(view, null, event['steps']);
    },
    'session-paused': (view, event, at) => rest(view, 'paused', String(event['summary'] ?? ''), at),
    'session-resumed': (view, _event, at) => {
      view.status = 'running';
      view.runningSince = at;
      // What it waited for when its process was killed is over.
      view.waits.clear();
    },
    'wait-began': (view, event) => {
      view.waits.set(String(event['place']), String(event['sentence']));
    },
    'wait-over': (view, event) => {
      view.waits.delete(String(event['place']));
    },
    'settings-overridden': (view, event) => {
      view.settings = settingsFrom(event['settings']) ?? view.settings;
    },
    'k-adapted': (view, event) => {
      view.k = Number(event['k']);
    },
    'delivery-finished': (view, event) => {
      view.deliveries = [...view.deliveries, event['delivery'] as unknown as Delivered];
    },
    'delivery-undone': (view, event) => {
      view.deliveries = view.deliveries.filter(({ id }) => id !== event['delivery']);
    },
  };

function rest(view: SessionView, status: SessionStatus, summary: string, at: number): void {
  view.status = status;
  view.summary = summary;
  view.waits.clear();
  runFrom(view, at);
  view.runningSince = undefined;
}

/** Counts what ran up to the last entry that was not later: a clock that is set back takes no time away. */
function runFrom(view: SessionView, at: number): void {
  if (view.runningSince === undefined) return;
  view.ranMs += Math.max(at, view.updatedAt) - view.runningSince;
  view.runningSince = at;
}

function addSteps(view: SessionView, parent: StepView | null, specs: Json | undefined): void {
  if (!Array.isArray(specs)) return;
  for (const spec of specs as unknown as readonly StepSpec[]) {
    const step = newStepView(spec, parent);
    view.steps.set(spec.id, step);
    countStep(view.totals, step, parent);
  }
}

const PHASES: Readonly<Record<string, string>> = {
  prepare: 'preparing',
  plan: 'planning',
  check: 'checking',
  sample: 'sampling',
  vote: 'voting',
  verify: 'verifying',
  gate: 'deciding',
  escalate: 'deciding',
  accept: 'accepting',
  compose: 'composing',
  whole: 'verifying',
  deliver: 'delivering',
};

const SAMPLING: Readonly<Record<SampleRecord['race'], string>> = {
  plan: 'planning',
  choice: 'planning',
  answer: 'sampling',
  preference: 'voting',
};

const ENDED: Readonly<Record<StepOutcome, StepState>> = {
  done: 'accepted',
  skipped: 'skipped',
  failed: 'failed',
};

type StepFold = (step: StepView, event: JournalEvent, view: SessionView, at: number) => void;

const STEP_FOLDS: Readonly<Record<string, StepFold>> = {
  'node-finished': (step, event, view, at) => {
    step.gate = undefined;
    if (typeof event['end'] === 'string') return endStep(step, event, view, at);
    changeState(view.totals, step, 'working');
    addSteps(view, step, event['children']);
    const to = String(event['to']);
    step.phase = Array.isArray(event['children']) ? 'waiting for its parts' : (PHASES[to] ?? to);
  },
  'node-failed': (step, event) => {
    step.feedback.push(`It failed: ${String(event['message'])}`);
  },
  'gate-opened': (step, event, view) => {
    const gate = event['gate'] as unknown as GateRequest;
    if (gate.opensWhenIdle === true) {
      step.phase = 'letting the others go first';
      return;
    }
    step.gate = gate;
    step.gateSeq = view.seq;
    changeState(view.totals, step, 'waiting');
    step.phase = 'waiting';
  },
  'gate-decided': (step, _event, view) => {
    step.gate = undefined;
    changeState(view.totals, step, 'working');
    step.phase = 'deciding';
  },
  'baseline-recorded': (_step, event, view) => {
    view.baseline = String(event['summary']);
  },
  'sample-recorded': (step, event, view) => {
    const sample = event['sample'] as unknown as SampleRecord;
    addSample(view, step, sample);
    step.phase = SAMPLING[sample.race];
  },
  'vote-concluded': (step, event) => {
    step.needed = Number(event['k']);
    step.winner = typeof event['winner'] === 'string' ? event['winner'] : null;
  },
  'plan-chosen': (step, event) => {
    step.plan = String(event['plan']);
  },
  'plan-rejected': (step) => {
    step.plan = null;
    step.planAttempt += 1;
  },
  'candidate-chosen': (step, event) => {
    const { key, value } = event['chosen'] as unknown as ChosenCandidate;
    step.winner = key;
    step.ownAnswers.set(key, value);
    labelled(step.labels, key);
    step.verification = undefined;
  },
  'candidate-verified': (step, event) => {
    step.verification = event['verification'] as unknown as VerificationRecord;
  },
  'class-verified': (step, event, view) => {
    const checked = event as unknown as VerifiedClass;
    step.verified.set(checked.key, checked.verification);
    step.phase = 'verifying';
    if (checked.verification.verdict !== 'failed') return;
    const flagged = flagClass(step.samples, checked);
    view.totals.valid -= flagged;
    view.totals.flagged += flagged;
  },
  'step-rolled-back': (step, event) => {
    step.rollbacks += 1;
    startAnew(step, event);
  },
  'candidate-rejected': (step, event) => startAnew(step, event),
  'race-restarted': (step, event) => startAnew(step, event),
  escalated: (step, event) => {
    const distinction = distinctionRecord(event, step.attempt);
    if (distinction !== undefined) step.distinctions.push(distinction);
    step.feedback.push(escalationSentence(event), ...((event['feedback'] as string[] | undefined) ?? []));
  },
  'evidence-shrunk': (step, event) => {
    step.feedback.push(shrunkSentence(event));
  },
  'inputs-asked': (_step, event, view) => {
    countCall(view.totals, event as unknown as CallCost);
  },
  'probes-asked': (_step, event, view) => {
    countCall(view.totals, event as unknown as CallCost);
  },
  'probes-made': (step, event) => {
    step.probed = probesSentence(event);
  },
  'probes-refused': (step, event) => {
    step.probed = noProbesSentence(event);
  },
  'classes-merged': (step, event) => {
    step.merged = mergedClassesOf(event);
    recount(step.samples, step.merged);
  },
  'feedback-added': (step, event) => {
    step.feedback.push(...(event['feedback'] as string[]));
  },
  'candidate-accepted': (_step, event, view) => {
    view.acceptedState = String(event['state']);
  },
};

function addSample(view: SessionView, step: StepView, recorded: SampleRecord): void {
  const sample = asCounted(recorded, step.merged);
  step.samples.push(sample);
  countSample(view.totals, sample);
  if (sample.outcome !== 'valid') return;
  const ofPlans = sample.race === 'plan' || sample.race === 'choice';
  labelled(ofPlans ? step.planLabels : step.labels, sample.key);
}

/** A race that was decided at once shows what any other would have shown. */
function addRace(view: SessionView, step: StepView, race: RaceFacts, event: JournalEvent): void {
  const solver = view.settings?.settings.roles.solver;
  const spend = isRecord(event['spend']) ? event['spend'] : {};
  const samples = expandRace(race, {
    agent: solver?.provider ?? '',
    model: solver?.model ?? '',
    summary: String(event['summary'] ?? ''),
    tokens: Number(spend['tokens'] ?? 0),
    usd: Number(spend['usd'] ?? 0),
  });
  for (const sample of samples) addSample(view, step, sample);
  step.needed = race.k;
  step.winner = winnerOf(race) ?? null;
  view.acceptedState = race.state;
}

function startAnew(step: StepView, event: JournalEvent): void {
  step.attempt += 1;
  step.winner = null;
  step.needed = null;
  step.feedback.push(...(event['feedback'] as string[]));
}

function endStep(step: StepView, event: JournalEvent, view: SessionView, at: number): void {
  const outcome = event['end'] as StepOutcome;
  const race = raceFactsOf(event);
  if (race !== undefined) addRace(view, step, race, event);
  addSteps(view, step.parent === null ? null : (view.steps.get(step.parent) ?? null), event['next']);
  changeState(view.totals, step, ENDED[outcome]);
  step.phase = 'done';
  step.endedAt = at;
  if (typeof event['session'] !== 'string') return;
  rest(view, event['session'] as SessionStatus, String(event['summary'] ?? ''), at);
  view.outcome = outcome;
}
