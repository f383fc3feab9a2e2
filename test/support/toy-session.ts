import { memoryBlobs, scriptedAgent, toyDirect, toyDomain, toyStep, type ToyWorld } from './toy-domain.ts';
import type { MicrofactoryError } from '../../src/engine/error.ts';
import { memoryJournal } from '../../src/engine/flow/memory-journal.ts';
import { FlowRunner } from '../../src/engine/flow/runner.ts';
import type { MakerEnvironment, MakerSettings } from '../../src/engine/maker/environment.ts';
import { kindWithTasks } from '../../src/engine/maker/tasks/kind-with-tasks.ts';
import type { DomainTask } from '../../src/engine/maker/tasks/domain-task.ts';
import { rootStep } from '../../src/app/root-step.ts';
import type { RedFlagRules } from '../../src/engine/maker/redflag/red-flag-rules.ts';
import type { Plan } from '../../src/engine/maker/step.ts';
import type { JournalEntry } from '../../src/engine/ports/journal.ts';
import type { Microagent, ProposeRequest, Role } from '../../src/engine/ports/microagent.ts';

const role = { samples: 9, k: 3, maxTokens: 100 };
/** Settings of a session that asks when in doubt. */
export const SETTINGS: MakerSettings = {
  seed: '1',
  roles: {
    decomposition: role,
    decomposition_discriminator: role,
    solver: role,
    solution_discriminator: role,
  },
  votingRule: 'ahead-by-k',
  dissentSensitive: false,
  adaptiveK: false,
  targetSuccess: 0.99,
  kMax: 10,
  escalation: {
    rungs: ['paraphrase', 'model', 'distinguish', 'split', 'person'],
    doubtful: false,
    repeats: 5,
  },
  maxResamples: 6,
  maxAttempts: 2,
  maxDecompositionDepth: 2,
  minWords: 8,
  humanRedFlagThreshold: 4,
  humanResampleThreshold: 4,
  humanLowMarginThreshold: 1,
  ask: 'doubtful',
  onGate: 'pause',
  dryRun: false,
};

export interface SessionSetup {
  readonly script?: readonly (string | MicrofactoryError)[];
  readonly agents?: Partial<Record<Role, Microagent>>;
  readonly plan?: Plan;
  readonly settings?: Partial<MakerSettings>;
  readonly world?: Partial<ToyWorld>;
  readonly limits?: Record<string, number>;
  readonly redFlags?: RedFlagRules;
  readonly maxConcurrentSteps?: number;
  /** The domain's own. */
  readonly tasks?: readonly DomainTask[];
  /** Steps that come one after the other, each a letter of the word, instead of a plan. */
  readonly word?: string;
}

/** Returns a session of the toy domain on a journal in memory, with all that it did. */
export function toySession(setup: SessionSetup = {}) {
  const world: ToyWorld = {
    accepted: '',
    verified: [],
    contexts: [],
    plan: setup.plan ?? { steps: [toyStep('one', 'a')] },
    ...setup.world,
  };
  const calls: ProposeRequest[] = [];
  const entries: JournalEntry[] = [];
  const delivered: string[] = [];
  const blobs = memoryBlobs();
  /** What was done, each with whether the event that says so had been written before. */
  const effects: string[] = [];
  let onDisk = 0;
  const did = (what: string, event: string): void => {
    const isWritten = entries.slice(0, onDisk).some((entry) => entry.event.type === event);
    effects.push(`${what} ${isWritten ? 'after' : 'before'} ${event}`);
  };
  const write = () => {
    onDisk = entries.length;
    return Promise.resolve();
  };
  const toy = { ...toyDomain(world), ...(setup.word !== undefined && { direct: toyDirect(setup.word) }) };
  const open = () =>
    new FlowRunner({
      kind: kindWithTasks(setup.tasks),
      journal: { ...memoryJournal(entries), written: write, synced: write },
      limits: setup.limits ?? {},
      maxConcurrentSteps: setup.maxConcurrentSteps ?? 1,
      environment: {
        goal: 'g',
        settings: { ...SETTINGS, ...setup.settings },
        domain: {
          ...toy,
          baseline: (...args) => {
            if (world.approval === true) did('run', 'verifier-approved');
            return toy.baseline(...args);
          },
          accept: (state) => {
            did(`accepted ${state}`, 'candidate-accepted');
            return toy.accept(state);
          },
        },
        ...(setup.tasks !== undefined && { tasks: setup.tasks }),
        ...(setup.redFlags !== undefined && { redFlags: setup.redFlags }),
        agents: setup.agents ?? { solver: scriptedAgent(setup.script ?? ['a'], calls) },
        blobs,
        approvals: { has: () => Promise.resolve(false), add: () => Promise.resolve() },
        approveVerifier: false,
        attended: false,
        progress: () => undefined,
        deliver({ to }) {
          did('delivered', 'delivery-started');
          delivered.push(to);
          const files = [{ path: 'f', before: null, after: 'x' }];
          const record = {
            id: 'd',
            sessionId: 's',
            userRoot: '/',
            at: 0,
            state: 'delivered',
            files,
          } as const;
          return Promise.resolve({ kind: 'delivered', record });
        },
      } satisfies MakerEnvironment,
    });
  const runner = open();
  const run = () =>
    runner.start({
      id: 's',
      settings: null,
      steps: [rootStep('g')],
    });
  const reopen = async () => {
    const next = open();
    await next.load();
    return next;
  };
  const types = () => entries.map(({ event }) => event.type);
  const gate = () =>
    entries
      .filter(({ event }) => event.type === 'gate-opened')
      .map(({ event }) => event['gate'] as { trigger: string; details: string });
  return { world, calls, entries, delivered, effects, runner, run, reopen, types, gate };
}
