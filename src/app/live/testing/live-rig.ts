import { randomUUID } from 'node:crypto';
import { loadSettings } from '../../../config/index.ts';
import type { MakerEnvironment } from '../../../engine/maker/environment.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { ServiceEvent } from '../../../protocol/event.ts';
import { nodeFileSystem, type FileSystem } from '../../../store/file-system.ts';
import { openStore, type Store } from '../../../store/open-store.ts';
import type { OwnedSession } from '../../../store/session.ts';
import { makerSettings } from '../../compose/method-settings.ts';
import type { SessionParts } from '../../compose/open-parts.ts';
import type { SessionSettings } from '../../session-settings.ts';
import { SummaryWriter } from '../../summary-writer.ts';
import { emptyView } from '../../view/session-view.ts';
import { LiveSession } from '../live-session.ts';
import type { RestoredSession } from '../session-snapshot.ts';
import { countingAgent, countingDomain, type Counting } from './counting-domain.ts';

const TIMELESS: Clock = { now: () => 0, monotonic: () => performance.now() };

export interface RigOptions extends Counting {
  readonly home: string;
  readonly heard?: (event: ServiceEvent) => void;
  /** Whether anybody listens; default: whoever hears. */
  readonly isHeard?: () => boolean;
  /** Default: one by which no time passes, so that states of different runs can be compared. */
  readonly clock?: Clock;
  readonly fileSystem?: FileSystem;
}

export interface Rig {
  readonly store: Store;
  /** Returns a session that counts and has not begun. */
  create(id?: string): Promise<LiveSession>;
  /** Returns the session on what was restored; it has not gone on. */
  reopen(session: OwnedSession, restored: RestoredSession): LiveSession;
}

/** Returns sessions that count, on a real store, without any face. */
export async function liveRig(options: RigOptions): Promise<Rig> {
  const { clock = TIMELESS } = options;
  const { fileSystem = nodeFileSystem } = options;
  const store = await openStore({ home: options.home, clock, fileSystem });
  const settings = countingSettings();
  const live = (session: OwnedSession, restored?: RestoredSession): LiveSession =>
    new LiveSession({
      session,
      settings,
      parts: partsOf(options, settings, session),
      clock,
      view: restored?.view ?? emptyView(),
      from: restored?.runner,
      entryHeard: () => undefined,
      isHeard: options.isHeard ?? (() => options.heard !== undefined),
      emit: (event) => options.heard?.(event),
      summary: new SummaryWriter(store, session.id),
    });
  return {
    store,
    create: async (id = randomUUID()) => live(await store.createSession(id)),
    reopen: live,
  };
}

function countingSettings(): SessionSettings {
  const { settings } = loadSettings({ env: {}, overrides: { seed: '1', provider: 'offline' } });
  return { prompt: 'Count', repoPath: null, settings, outputDir: null };
}

function partsOf(counting: Counting, { settings }: SessionSettings, session: OwnedSession): SessionParts {
  const domain = countingDomain(counting);
  const environment: MakerEnvironment = {
    goal: 'Count',
    settings: makerSettings(settings),
    domain,
    agents: { solver: countingAgent() },
    blobs: session.blobs,
    approvals: { has: () => Promise.resolve(false), add: () => Promise.resolve() },
    approveVerifier: false,
    attended: false,
    progress: () => undefined,
    deliver: undefined,
  };
  return { environment, domain, workspace: undefined, close: () => Promise.resolve() };
}
