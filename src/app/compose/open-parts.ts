import type { Domain, DomainSession } from '../../engine/maker/domain.ts';
import { redFlagRules } from '../../domains/redflags/red-flag-rules.ts';
import type { MakerEnvironment } from '../../engine/maker/environment.ts';
import type { Critic } from '../../engine/maker/redflag/red-flag-rules.ts';
import type { Microagent, Role } from '../../engine/ports/microagent.ts';
import type { SessionWorkspace } from '../../engine/ports/workspace.ts';
import type { Store } from '../../store/open-store.ts';
import type { OwnedSession } from '../../store/session.ts';
import { openSessionWorkspace, runCommand } from '../../workspace/index.ts';
import type { SessionSettings } from '../session-settings.ts';
import { deliverIntoTree } from './deliver-into-tree.ts';
import { domainSettings, makerSettings } from './method-settings.ts';

export interface PartsOptions {
  readonly store: Store;
  readonly session: OwnedSession;
  readonly settings: SessionSettings;
  /** That of the settings. */
  readonly domain: Domain;
  readonly agents: Partial<Record<Role, Microagent>>;
  readonly critics?: Readonly<Partial<Record<Role, Critic>>>;
  readonly approveVerifier: boolean;
  readonly attended: boolean;
  readonly progress: (stepId: string, sentence: string) => void;
  /** Ends the opening at once; it throws `cancelled` then. */
  readonly signal?: AbortSignal | undefined;
}

/** What a running session holds besides its journal. */
export interface SessionParts {
  readonly environment: MakerEnvironment;
  readonly domain: DomainSession;
  readonly workspace: SessionWorkspace | undefined;
  close(): Promise<void>;
}

/** Opens workspace and domain of a session; the same again after a kill. Throws one sentence when that can't be done. */
export async function openParts(options: PartsOptions): Promise<SessionParts> {
  const { store, settings, session, domain: chosen } = options;
  const workspace = chosen.needsWorkspace ? await openWorkspace(options) : undefined;
  const domain = await chosen.open({
    goal: settings.prompt,
    settings: domainSettings(settings.settings),
    ...(workspace === undefined ? {} : { workspace }),
    run: runCommand,
    approvals: store.approvals,
  });
  const environment: MakerEnvironment = {
    goal: settings.prompt,
    settings: makerSettings(settings.settings),
    domain,
    ...(chosen.tasks !== undefined && chosen.tasks.length > 0 && { tasks: chosen.tasks }),
    agents: options.agents,
    redFlags: redFlagRules({ redFlaggers: settings.settings.redFlaggers, critics: options.critics }),
    blobs: session.blobs,
    approvals: store.approvals,
    approveVerifier: options.approveVerifier,
    attended: options.attended,
    progress: options.progress,
    deliver:
      workspace === undefined
        ? undefined
        : (wish) => deliverIntoTree({ ...wish, store, workspace, sessionId: session.id }),
  };
  return {
    environment,
    domain,
    workspace,
    async close() {
      await domain.close();
      await workspace?.close();
    },
  };
}

function openWorkspace({
  store,
  session,
  settings,
  domain,
  progress,
  signal,
}: PartsOptions): Promise<SessionWorkspace> {
  return openSessionWorkspace({
    repoPath: settings.repoPath ?? process.cwd(),
    sessionDir: session.paths.workspace,
    worktreesDir: store.paths.worktrees(session.id),
    run: runCommand,
    mayBeEmpty: domain.mayBeEmpty,
    progress: (sentence) => progress('', sentence),
    signal,
  });
}
