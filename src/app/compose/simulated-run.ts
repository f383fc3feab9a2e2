import { randomUUID } from 'node:crypto';
import { loadSettings } from '../../config/index.ts';
import type { Settings } from '../../config/settings.ts';
import { makerKind, type MakerRunner } from '../../engine/maker/maker-kind.ts';
import { FlowRunner } from '../../engine/flow/runner.ts';
import type { JournalEvent } from '../../engine/ports/journal.ts';
import type { Store } from '../../store/open-store.ts';
import type { OwnedSession } from '../../store/session.ts';
import { rootStep } from '../root-step.ts';
import { settingsAsJson, type SessionSettings } from '../session-settings.ts';
import { createAgents } from './create-agents.ts';
import { BUILT_IN } from './create-domains.ts';
import { budgetLimits, concurrentSteps } from './method-settings.ts';
import { openParts } from './open-parts.ts';

export interface SimulatedSessionOptions {
  readonly store: Store;
  /** A domain that can be simulated. */
  readonly domain: string;
  readonly prompt: string;
  /** How deep steps may be split; default as configured. */
  readonly depth?: number;
  /** How often an answer is right, e.g. `p=0.9`, or `paper`; default always. */
  readonly model?: string;
  /** Red flags that raise none here, for comparison. */
  readonly without?: readonly ('legality' | 'format')[];
  /** Of every role that votes. */
  readonly k?: number;
  readonly seed?: string;
  /** Sees every event right after it was folded. */
  readonly onEvent?: (event: JournalEvent, seq: number) => void;
}

export interface SimulatedRunOptions extends Omit<SimulatedSessionOptions, 'domain' | 'prompt' | 'depth'> {
  /** Towers of Hanoi with so many disks: 2^disks − 1 steps. */
  readonly disks: number;
}

/** A session that was opened and not begun. */
export interface SimulatedRun {
  readonly session: OwnedSession;
  readonly runner: MakerRunner;
  /** Runs to the end; whether it was perfect is `runner.state.status`. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a session of very many steps: the towers, solved by who errs as the model says. */
export function openSimulatedRun({ disks, ...options }: SimulatedRunOptions): Promise<SimulatedRun> {
  return openSimulatedSession({ ...options, domain: 'hanoi', prompt: `Move ${disks} disks` });
}

/** Opens a session on its runner, journal and store alone: nobody watches it, and no list shows it as it goes. */
export async function openSimulatedSession(options: SimulatedSessionOptions): Promise<SimulatedRun> {
  const { store, prompt, onEvent } = options;
  const settings = simulatedSettings(options);
  const frozen: SessionSettings = { prompt, repoPath: null, settings, outputDir: null };
  const domain = BUILT_IN.get(settings.domain);
  const agents = createAgents({ settings, domain, env: {}, onWarning: () => undefined });
  const session = await store.createSession(randomUUID());
  const unattended = { approveVerifier: false, attended: false, progress: () => undefined };
  const parts = await openParts({ store, session, settings: frozen, domain, agents, ...unattended });
  const runner = new FlowRunner({
    kind: makerKind,
    journal: session.journal,
    environment: parts.environment,
    maxConcurrentSteps: concurrentSteps(settings),
    limits: budgetLimits(settings),
    ...(onEvent === undefined ? {} : { onEvent }),
  });
  return {
    session,
    runner,
    start: () =>
      runner.start({ id: session.id, settings: settingsAsJson(frozen), steps: [rootStep(prompt)] }),
    async close() {
      await runner.stop('The process that ran it ended; resume goes on.');
      await parts.close();
      await session.close();
    },
  };
}

/** As in the paper a race goes on until it is decided, as good as always: nobody is there to ask. */
const MOST_SAMPLES = 100_000;

function simulatedSettings(options: SimulatedSessionOptions): Settings {
  const { store, domain, depth, model, k, seed, without = [] } = options;
  const { settings } = loadSettings({
    env: { MICROFACTORY_HOME: store.paths.home },
    overrides: {
      domain,
      provider: 'simulated',
      model,
      k,
      seed,
      samples: MOST_SAMPLES,
      ask: 'never',
    },
  });
  const { maker, roles } = settings;
  const discriminator = { ...roles.decomposition_discriminator, k: roles.solver.k, samples: MOST_SAMPLES };
  return {
    ...settings,
    roles: { ...roles, decomposition_discriminator: discriminator },
    redFlaggers: without.map((type) => ({ type, enabled: false })),
    maker: {
      ...maker,
      maxDecompositionDepth: depth ?? maker.maxDecompositionDepth,
      minWords: 0,
      maxResamples: MOST_SAMPLES,
      humanLowMarginThreshold: 0,
    },
  };
}
