import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { MicrofactoryError } from '../../src/engine/error.ts';
import type { Blobs } from '../../src/engine/ports/blobs.ts';
import type { Microagent, ProposeRequest, RawAnswer } from '../../src/engine/ports/microagent.ts';
import type { AskForInputs, Distinction, DomainSession, StepContext } from '../../src/engine/maker/domain.ts';
import type { BehaviourProbing } from '../../src/engine/maker/behaviour/behaviour-probing.ts';
import type { Candidate } from '../../src/engine/maker/candidate.ts';
import type { DirectSteps } from '../../src/engine/maker/direct-steps.ts';
import type { Reading } from '../../src/engine/maker/red-flag.ts';
import type { Plan, PlannedStep, StepBrief } from '../../src/engine/maker/step.ts';
import type { Verification } from '../../src/engine/maker/verification.ts';

/** A world of letters: an answer is one letter to append, a step promises the letter it needs, `!` breaks things. */
export interface ToyWorld {
  /** What was accepted, in order. */
  accepted: string;
  verified: string[];
  plan?: Plan | undefined;
  split?: Plan | undefined;
  contexts: StepContext[];
  /** Set where candidates can perhaps be told apart. */
  distinguish?: (ask: AskForInputs | undefined) => Promise<Distinction | undefined>;
  approval?: boolean;
  /** Each class of a contested race is checked before it is counted. */
  verifiesClasses?: boolean;
  /** How it is told whether letters behave alike. */
  behaviour?: BehaviourProbing;
  /** Accepting takes a moment, as it does where a repository has to be written. */
  slowToAccept?: boolean;
  /** Each step holds, but not all of them together. */
  wholeFails?: boolean;
  /** Letters are told apart by discriminators. */
  chosen?: boolean;
  /** Steps that are split, by title; each is put together from its parts. */
  parts?: Readonly<Record<string, Plan>>;
  /** The title of a step that is put together from parts, however it came to be split. */
  composed?: string;
  /** Shown with every step, as much of it as may be. */
  file?: string;
  /** Undone behind everybody's back before the whole is checked. */
  loses?: string;
}

/** Returns a planned step that promises the letter; no letter, no promise. */
export function toyStep(title: string, letter = '', more: Partial<PlannedStep> = {}): PlannedStep {
  const promise = letter === '' ? ({ kind: 'none' } as const) : ({ kind: 'tests', tests: [letter] } as const);
  return {
    title,
    description: title,
    kind: 'edit',
    promise,
    mayBreak: [],
    files: [],
    dependsOn: [],
    ...more,
  };
}

export function toyDomain(world: ToyWorld): DomainSession {
  return {
    compare: world.chosen === true ? 'discriminator' : 'key',
    verifiesClasses: world.verifiesClasses === true,
    ...(world.behaviour !== undefined && { behaviour: world.behaviour }),
    preflight: () =>
      Promise.resolve(
        world.approval === true
          ? { kind: 'needs-approval', hash: 'h', what: 'npm test', sentence: 'npm test will run.' }
          : { kind: 'ready' },
      ),
    baseline: () => Promise.resolve({ summary: '1 pass', data: null }),
    restore: () => undefined,
    ownPlan: ({ step }) => Promise.resolve(world.parts?.[step.title] ?? world.plan),
    isAtomic: (step) => world.parts?.[step.title] === undefined,
    composes: (step) => step.title === world.composed || world.parts?.[step.title] !== undefined,
    split: () => Promise.resolve(world.split),
    ...(world.distinguish !== undefined && {
      distinguish: (_a, _b, _context, _signal, ask) => world.distinguish?.(ask) ?? Promise.resolve(undefined),
    }),
    evidence: (context) => {
      world.contexts.push(context);
      const { step, place, feedback, evidenceShare = 1 } = context;
      const { file } = world;
      const text = file?.slice(0, file.length * evidenceShare);
      return Promise.resolve({
        goal: 'g',
        step,
        place,
        files: text === undefined ? [] : [{ path: 'f', text, why: 'always shown' }],
        failures: [],
        outline: [],
        feedback,
        notes: [],
      });
    },
    checkPlan: (plan) => Promise.resolve({ ok: true, value: plan }),
    readAnswer: (text) => Promise.resolve(readLetter(text)),
    readEdit: (files) => Promise.resolve({ ok: true, value: candidateOf(files[0]?.text ?? '') }),
    alreadyKept: (step) => Promise.resolve(promised(step) !== '' && world.accepted.includes(promised(step))),
    verify: (candidate, step) => {
      const letter = String(candidate.payload);
      world.verified.push(letter);
      const outcomes = world.behaviour === undefined ? {} : { outcomes: 'all ended alike' };
      return Promise.resolve({ ...verificationOf(letter, step, world.accepted), ...outcomes });
    },
    state: () => world.accepted,
    accepting: (candidate) => Promise.resolve(world.accepted + String(candidate.payload)),
    accept: async (state) => {
      if (world.slowToAccept === true) await setTimeout(5);
      world.accepted = state;
    },
    verifyWhole: (step) => {
      const left = world.accepted.replace(world.loses ?? '', '');
      const promises = step.promise.kind === 'tests' ? step.promise.tests : [];
      const sound = world.wholeFails !== true && promises.every((letter) => left.includes(letter));
      return Promise.resolve(verificationOf(sound ? 'ok' : '!', step, world.accepted));
    },
    changes: () => Promise.resolve([]),
    show: (candidate) => Promise.resolve(`+${String(candidate.payload)}`),
    close: () => Promise.resolve(),
  };
}

/** Steps that come one after the other, each to append the next letter of the word; `!` can't be accepted. */
export function toyDirect(word: string): DirectSteps {
  const stepAt = (index: number) => ({ title: `Letter ${index}`, index, count: word.length });
  return {
    first: () => [stepAt(1)],
    evidence: ({ input: { brief, ancestors, index, count } }) => ({
      goal: 'g',
      step: brief,
      place: { ancestors, index, count, siblings: [] },
      files: [],
      failures: [],
      outline: [],
      feedback: [],
      notes: [],
    }),
    read: readLetter,
    after: ({ payload }, { state = '' }) => state + String(payload),
    next: (_state, { index }) => (index < word.length ? [stepAt(index + 1)] : []),
  };
}

function readLetter(text: string): Reading<Candidate> {
  if (/^[a-z!]$/.test(text)) return { ok: true, value: candidateOf(text) };
  return { ok: false, flags: [{ rule: 'format', reason: `"${text}" is not a letter.` }] };
}

function candidateOf(letter: string): Candidate {
  const needsPerson = letter === 'p' ? ['p is protected.'] : [];
  return { key: letter, tiers: { letter }, summary: `+${letter}`, size: 1, needsPerson, payload: letter };
}

function promised(step: StepBrief): string {
  return step.promise.kind === 'tests' ? (step.promise.tests[0] ?? '') : '';
}

function verificationOf(letter: string, step: StepBrief, on: string): Verification {
  const want = promised(step);
  const kept = want === '' || letter === want || letter === 'ok' || letter === 'p';
  const failed = letter === '!' || !kept;
  return {
    verdict: failed ? 'failed' : want === '' && letter !== 'ok' ? 'unverified' : 'passed',
    summary: failed ? `${letter} does not hold` : 'holds',
    promised: [],
    broken: [],
    fixed: [],
    kept: 0,
    durationMs: 0,
    output: '',
    seen: failed ? [`saw ${letter} fail`] : [],
    on,
  };
}

/** Answers at once with `answer(step, sample)`; remembers its calls. */
export function agentAtOnce(
  answer: (stepId: string, sampleIndex: number) => string,
  calls: ProposeRequest[] = [],
): Microagent {
  const proposeNow = (request: ProposeRequest): RawAnswer => {
    calls.push(request);
    return answerOf(answer(request.stepId, request.sampleIndex), request);
  };
  return { name: 'at once', proposeNow, propose: (request) => Promise.resolve(proposeNow(request)) };
}

/** Answers with the script's entries by sample index (the last one repeats); an Error entry is thrown. Counts its calls. */
export function scriptedAgent(
  script: readonly (string | MicrofactoryError)[],
  calls: ProposeRequest[] = [],
): Microagent {
  return {
    name: 'scripted',
    propose(request) {
      calls.push(request);
      const entry = script[Math.min(request.sampleIndex, script.length - 1)] ?? '';
      return entry instanceof MicrofactoryError
        ? Promise.reject(entry)
        : Promise.resolve(answerOf(entry, request));
    },
  };
}

export function answerOf(text: string, request: ProposeRequest): RawAnswer {
  const none = text === '(none)' ? { noAnswer: { reason: 'budget-exhausted', detail: 'tried 7 edits' } } : {};
  return {
    text,
    agent: 'scripted',
    model: 'scripted',
    finish: { unified: 'stop', raw: null },
    usage: { input: 1, output: 1, cachedInput: 0 },
    requestId: `${request.role}-${request.stepId}-${request.sampleIndex}`,
    choice: 0,
    latencyMs: 0,
    ...none,
  };
}

export function memoryBlobs(): Blobs {
  const blobs = new Map<string, Uint8Array>();
  const get = (hash: string): Promise<Uint8Array> => {
    const bytes = blobs.get(hash);
    return bytes === undefined ? Promise.reject(new Error(`no blob ${hash}`)) : Promise.resolve(bytes);
  };
  return {
    put(content) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      const hash = createHash('sha256').update(bytes).digest('hex');
      blobs.set(hash, bytes);
      return Promise.resolve(hash);
    },
    get,
    getText: async (hash) => new TextDecoder().decode(await get(hash)),
  };
}
