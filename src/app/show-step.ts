import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import type { Candidate } from '../engine/maker/candidate.ts';
import type { DomainSession } from '../engine/maker/domain.ts';
import type { StepDetail } from '../protocol/session.ts';
import type { Store } from '../store/open-store.ts';
import { openSessionWorkspace, runCommand } from '../workspace/index.ts';
import { BUILT_IN } from './compose/create-domains.ts';
import { domainSettings } from './compose/method-settings.ts';
import type { SessionView } from './view/session-view.ts';
import { stepDetail } from './view/step-detail.ts';

export interface ShowOptions {
  readonly store: Store;
  readonly view: SessionView;
  readonly stepId: string;
  /** The session's domain when it is open here. */
  readonly domain: DomainSession | undefined;
}

/** Returns all evidence of a step, with diffs; throws `not-found` when there is no such step. */
export async function showStep({ store, view, stepId, domain }: ShowOptions): Promise<StepDetail> {
  const step = view.steps.get(stepId);
  if (step === undefined) {
    const known = [...view.steps.keys()].join(', ');
    throw new MicrofactoryError({
      code: 'not-found',
      message: `There is no step ${stepId}; the steps are ${known}.`,
    });
  }
  const { blobs } = store;
  if (domain !== undefined)
    return stepDetail(view, step, { blobs, show: (candidate) => domain.show(candidate) });
  const reader = await openReader(store, view);
  try {
    return await stepDetail(view, step, { blobs, show: reader?.show });
  } finally {
    await reader?.close();
  }
}

interface Reader {
  show(candidate: Candidate): Promise<string>;
  close(): Promise<void>;
}

/** Opens the session's own copy just to read diffs from it; nothing is run. */
async function openReader(store: Store, view: SessionView): Promise<Reader | undefined> {
  const { settings } = view;
  if (settings === undefined || settings.repoPath === null) return undefined;
  // Not the session's own folder: the process that runs it may be at work there.
  const worktreesDir = await mkdtemp(join(tmpdir(), 'microfactory-show-'));
  const workspace = await openSessionWorkspace({
    repoPath: settings.repoPath,
    sessionDir: store.paths.session(view.id).workspace,
    worktreesDir,
    run: runCommand,
  });
  const domain = await BUILT_IN.get(settings.settings.basis ?? settings.settings.domain).open({
    goal: settings.prompt,
    settings: domainSettings(settings.settings),
    workspace,
    run: runCommand,
    approvals: store.approvals,
  });
  return {
    show: (candidate) => domain.show(candidate),
    async close() {
      await domain.close();
      await workspace.close();
      await rm(worktreesDir, { recursive: true, force: true });
    },
  };
}
