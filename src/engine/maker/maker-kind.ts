import type { GraphDefinition } from '../flow/graph.ts';
import type { FlowRunner } from '../flow/runner.ts';
import type { SessionKind } from '../flow/session-kind.ts';
import { composeChildren } from './compose/compose-children.ts';
import { checkWhole } from './deliver/check-whole.ts';
import { deliverSession } from './deliver/deliver-session.ts';
import type { MakerEnvironment } from './environment.ts';
import { escalate } from './escalate/escalate.ts';
import { askPerson } from './gate/ask-person.ts';
import { foldMaker, initialSessionData, initialStepData } from './maker-fold.ts';
import type { SessionData, StepData } from './maker-state.ts';
import { makePlan } from './plan/make-plan.ts';
import { prepareSession } from './prepare-session.ts';
import { sampleAnswers } from './sample/sample-answers.ts';
import { acceptCandidate } from './verify/accept-candidate.ts';
import { checkPromise } from './verify/check-promise.ts';
import { verifyCandidate } from './verify/verify-candidate.ts';
import { countAnswers } from './vote/count-answers.ts';
import { raceAtOnce } from './vote/race-at-once.ts';

/** The root: how things stand, the plan, its steps, the whole, the delivery. */
const session: GraphDefinition = {
  start: 'prepare',
  nodes: {
    prepare: { task: 'prepare' },
    plan: { task: 'plan' },
    whole: { task: 'whole' },
    deliver: { task: 'deliver' },
  },
  edges: [
    { from: 'prepare', to: 'plan' },
    { from: 'plan', to: 'whole', when: 'planned' },
    { from: 'whole', to: 'deliver' },
  ],
};

/** A step that is solved: sample → red-flag → vote → verify → gate → accept, and the ways back. */
const leaf: GraphDefinition = {
  start: 'check',
  nodes: {
    check: { task: 'check' },
    sample: { task: 'sample' },
    vote: { task: 'vote' },
    verify: { task: 'verify' },
    gate: { task: 'gate' },
    accept: { task: 'accept' },
    escalate: { task: 'escalate' },
    compose: { task: 'compose' },
  },
  edges: [
    { from: 'check', to: 'sample' },
    { from: 'sample', to: 'compose', when: 'split' },
    { from: 'sample', to: 'vote' },
    { from: 'vote', to: 'compose', when: 'split' },
    { from: 'vote', to: 'sample', when: 'more' },
    { from: 'vote', to: 'verify', when: 'decided' },
    { from: 'vote', to: 'escalate', when: 'undecided' },
    { from: 'verify', to: 'gate', when: 'passed' },
    { from: 'verify', to: 'sample', when: 'again' },
    { from: 'verify', to: 'escalate', when: 'spent' },
    { from: 'gate', to: 'accept', when: 'approved' },
    { from: 'gate', to: 'sample', when: 'again' },
    { from: 'gate', to: 'verify', when: 'reverify' },
    { from: 'escalate', to: 'sample', when: 'again' },
    { from: 'escalate', to: 'verify', when: 'reverify' },
    { from: 'escalate', to: 'accept', when: 'approved' },
    { from: 'escalate', to: 'compose', when: 'split' },
    { from: 'compose', to: 'sample', when: 'parts-done' },
    { from: 'accept', to: 'verify', when: 'reverify' },
    { from: 'check', to: 'escalate', when: 'error' },
    { from: 'sample', to: 'escalate', when: 'error' },
    { from: 'vote', to: 'escalate', when: 'error' },
    { from: 'verify', to: 'escalate', when: 'error' },
    { from: 'gate', to: 'escalate', when: 'error' },
    { from: 'accept', to: 'escalate', when: 'error' },
  ],
};

/** A step that is split before anything is solved; what is put together from its parts is solved as a leaf is. */
const composite: GraphDefinition = {
  start: 'plan',
  nodes: { plan: { task: 'plan' }, ...leaf.nodes },
  edges: [{ from: 'plan', to: 'compose', when: 'planned' }, ...leaf.edges],
};

/** A leaf that is decided at once where everything answers at once; what is not goes the way of every leaf. */
const race: GraphDefinition = {
  start: 'race',
  nodes: { race: { task: 'race' }, ...leaf.nodes },
  edges: [
    { from: 'race', to: 'vote', when: 'recorded' },
    { from: 'race', to: 'sample', when: 'ordinary' },
    { from: 'race', to: 'escalate', when: 'error' },
    ...leaf.edges,
  ],
};

/** Runs sessions that follow the method. */
export type MakerRunner = FlowRunner<MakerEnvironment, SessionData, StepData>;

/** Sessions that follow the MAKER method. */
export const makerKind: SessionKind<MakerEnvironment, SessionData, StepData> = {
  name: 'maker',
  graphs: { session, composite, leaf, race },
  tasks: {
    prepare: prepareSession,
    plan: makePlan,
    race: raceAtOnce,
    check: checkPromise,
    sample: sampleAnswers,
    vote: countAnswers,
    verify: verifyCandidate,
    gate: askPerson,
    accept: acceptCandidate,
    escalate,
    compose: composeChildren,
    whole: checkWhole,
    deliver: deliverSession,
  },
  initialSession: initialSessionData,
  initialData: initialStepData,
  fold: foldMaker,
  stepEnded({ id, outcome, summary, parent }) {
    const known = parent?.children.get(id);
    if (known !== undefined) parent?.children.set(id, { title: known.title, state: outcome, summary });
  },
};
