import { asCounted, keysCountedAs } from './behaviour/merged-classes.ts';
import { foldBehaviour, NOTHING_PROBED } from './behaviour/behaviour-state.ts';
import { isRecord, type Json } from '../json.ts';
import type { JournalEvent } from '../ports/journal.ts';
import type { StepSpec } from '../flow/step-spec.ts';
import { foldCorrelation } from './correlation/fold-correlation.ts';
import { foldDecomposition, noDecomposition } from './decomposition/fold-decomposition.ts';
import { foldEscalated, foldRungLeft, ON_THE_GROUND } from './escalate/escalation-state.ts';
import type { ChosenCandidate, Delivered, SessionData, StepData, VerificationRecord } from './maker-state.ts';
import { noEstimates } from './estimate/class-counts.ts';
import { foldEstimates } from './estimate/fold-estimates.ts';
import { foldRedFlags, noRedFlags } from './redflag/fold-red-flags.ts';
import { raceFactsOf } from './sample/race-facts.ts';
import { flagClass, type VerifiedClass } from './verify/flag-class.ts';
import type { RaceName, SampleRecord } from './sample/sample-record.ts';
import { stepInputOf } from './step-input.ts';
import type { TaskAnswer } from './tasks/domain-task.ts';

/** Deliveries and their undoing also happen while the session rests, outside any step. */
function foldDelivery(event: JournalEvent, session: SessionData): void {
  if (event.type === 'delivery-finished') session.deliveries.push(event['delivery'] as unknown as Delivered);
  if (event.type !== 'delivery-undone') return;
  session.deliveries = session.deliveries.filter(({ id }) => id !== event['delivery']);
}

/** The races that solve a step; what is demanded of them is fixed when they begin. */
const SOLVING: ReadonlySet<RaceName> = new Set<RaceName>(['answer', 'preference']);

type Fold = (event: JournalEvent, session: SessionData, data: StepData) => void;

export function initialSessionData(): SessionData {
  return {
    baseline: undefined,
    acceptedState: undefined,
    accepted: 0,
    promisedTests: new Set(),
    mayBreak: new Set(),
    deliveries: [],
    correlation: new Map(),
    decomposition: noDecomposition(),
    redFlags: noRedFlags(),
    estimates: noEstimates(),
    k: undefined,
  };
}

/** One for all steps: nothing is added to it in place. */
const NOTHING_ALLOWED: StepData['allowed'] = [];

export function initialStepData(input: Json, parent?: StepData): StepData {
  return {
    input: stepInputOf(input, parent?.input),
    samples: [],
    attempts: { plan: 0, choice: 0, answer: 0, preference: 0 },
    raceK: undefined,
    concluded: undefined,
    extraVotes: 0,
    banned: new Map(),
    feedback: [],
    failedVerifications: 0,
    evidenceShare: undefined,
    chosen: undefined,
    verification: undefined,
    verified: new Map(),
    behaviour: NOTHING_PROBED,
    accepting: undefined,
    plan: undefined,
    planApproved: false,
    children: new Map(),
    deferredAt: 0,
    escalation: ON_THE_GROUND,
    decorrelated: undefined,
    votesWatched: 0,
    lastRollback: undefined,
    mergeOffered: false,
    task: undefined,
    allowed: NOTHING_ALLOWED,
    lastError: undefined,
  };
}

/** Folds the maker's events; what it does not know changes nothing. */
export function foldMaker(event: JournalEvent, session: SessionData, data: StepData | undefined): void {
  foldDelivery(event, session);
  foldEstimates(session.estimates, event, data);
  foldCorrelation(session.correlation, event, data);
  foldDecomposition(session.decomposition, event);
  foldRedFlags(session.redFlags, event);
  if (data !== undefined) FOLDS[event.type]?.(event, session, data);
}

/** The class cannot win again, what was learnt reaches the next prompts, and a new race begins. */
function startAnew(data: StepData, event: JournalEvent, reason: string): void {
  const key = String(event['key'] ?? '');
  if (key !== '') for (const each of keysCountedAs(data.behaviour.merged, key)) data.banned.set(each, reason);
  data.feedback.push(...(event['feedback'] as string[]));
  data.attempts.answer += 1;
  data.raceK = undefined;
  data.decorrelated = undefined;
  data.votesWatched = 0;
  data.attempts.preference += 1;
  data.chosen = undefined;
  data.verification = undefined;
}

/** Checks of the whole, and those of earlier versions, say not what they led to. */
function remember(data: StepData, event: JournalEvent): VerifiedClass | undefined {
  const { key, result, verification } = event as unknown as Partial<VerifiedClass>;
  if (key === undefined || result === undefined || verification === undefined) return undefined;
  const checked = { key, result, verification };
  data.verified.set(key, checked);
  return checked;
}

const FOLDS: Readonly<Record<string, Fold>> = {
  'baseline-recorded': (event, session) => {
    const warning = typeof event['warning'] === 'string' ? event['warning'] : undefined;
    session.baseline = { summary: String(event['summary']), warning, blob: String(event['blob']) };
  },
  'k-adapted': (event, session) => {
    session.k = Number(event['k']);
  },
  'sample-recorded': (event, session, data) => {
    const sample = event['sample'] as unknown as SampleRecord;
    data.samples.push(asCounted(sample, data.behaviour.merged));
    if (!SOLVING.has(sample.race) || data.raceK !== undefined) return;
    data.raceK = session.k ?? null;
    data.decorrelated = session.correlation.get(data.input.brief.kind)?.noticed === true;
  },
  'step-deferred': (event, _session, data) => {
    data.deferredAt = Number(event['accepted']);
  },
  'race-restarted': (event, _session, data) => {
    startAnew(data, event, '');
  },
  'votes-extended': (event, _session, data) => {
    data.extraVotes += Number(event['votes']);
  },
  'feedback-added': (event, _session, data) => {
    data.feedback.push(...(event['feedback'] as string[]));
  },
  'plan-chosen': (event, _session, data) => {
    data.plan = String(event['plan']);
  },
  'plan-approved': (_event, _session, data) => {
    data.planApproved = true;
  },
  'plan-rejected': (_event, _session, data) => {
    data.plan = undefined;
    data.attempts.plan += 1;
    data.attempts.choice += 1;
  },
  'candidate-chosen': (event, _session, data) => {
    data.chosen = event['chosen'] as unknown as ChosenCandidate;
    data.verification = undefined;
  },
  'candidate-verified': (event, _session, data) => {
    data.verification = event['verification'] as unknown as VerificationRecord;
    remember(data, event);
  },
  'class-verified': (event, _session, data) => {
    const checked = remember(data, event);
    if (checked?.verification.verdict !== 'failed') return;
    data.banned.set(checked.key, `It failed verification before: ${checked.verification.summary}`);
    data.votesWatched = Math.max(0, data.votesWatched - flagClass(data.samples, checked));
  },
  'probes-asked': (event, _session, data) => foldBehaviour(event, data),
  'probes-made': (event, _session, data) => foldBehaviour(event, data),
  'probes-refused': (event, _session, data) => foldBehaviour(event, data),
  'class-behaved': (event, _session, data) => foldBehaviour(event, data),
  'classes-merged': (event, _session, data) => foldBehaviour(event, data),
  'candidate-accepted': (event, session, data) => {
    data.accepting = String(event['state']);
    session.acceptedState = data.accepting;
    session.accepted += 1;
    const { promise, mayBreak } = data.input.brief;
    if (promise.kind === 'tests') promise.tests.forEach((test) => session.promisedTests.add(test));
    mayBreak.forEach((test) => session.mayBreak.add(test));
  },
  'task-answered': (event, _session, data) => {
    data.task = { task: String(event['task']), answer: event['answer'] as unknown as TaskAnswer };
  },
  'task-allowed': (event, _session, data) => {
    data.allowed = [...data.allowed, { task: String(event['task']), key: String(event['key']) }];
  },
  'evidence-shrunk': (event, _session, data) => {
    data.evidenceShare = Number(event['share']);
  },
  escalated: (event, _session, data) => foldEscalated(event, data),
  // As sessions of earlier versions recorded it.
  'split-tried': (event, _session, data) => foldEscalated({ ...event, rung: 'split' }, data),
  'step-rolled-back': (event, _session, data) => {
    data.failedVerifications += 1;
    data.lastRollback = String(event['reason']);
    startAnew(data, event, `It failed verification before: ${data.lastRollback}`);
  },
  'candidate-rejected': (event, _session, data) => {
    startAnew(data, event, String(event['reason']));
  },
  'candidate-approved': (_event, _session, data) => {
    if (data.chosen !== undefined) data.chosen = { ...data.chosen, needsPerson: [], by: 'person' };
  },
  'delivery-refused': (event, _session, data) => {
    data.mergeOffered = event['mergeable'] === true;
  },
  'node-failed': (event, _session, data) => {
    data.lastError = String(event['message']);
  },
  'gate-decided': (event, _session, data) => {
    if (!isRecord(event['decision']) || event['decision']['kind'] === 'idle') return;
    data.failedVerifications = 0;
    data.lastRollback = undefined;
  },
  'node-finished': (event, session, data) => {
    const race = raceFactsOf(event);
    if (race !== undefined) {
      session.acceptedState = race.state;
      session.accepted += 1;
    }
    foldRungLeft(data);
    data.task = undefined;
    if (event['to'] !== 'escalate') data.lastError = undefined;
    if (!Array.isArray(event['children'])) return;
    for (const child of event['children'] as unknown as readonly StepSpec[]) {
      const { brief } = stepInputOf(child.input, data.input);
      data.children.set(child.id, { title: brief.title, state: 'planned', summary: '' });
    }
  },
};
