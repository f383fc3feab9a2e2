import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainSession } from '../engine/maker/domain.ts';
import type { Blobs } from '../engine/ports/blobs.ts';
import type { SessionWorkspace } from '../engine/ports/workspace.ts';
import type { Store } from '../store/open-store.ts';
import { openSessionWorkspace, runCommand } from '../workspace/index.ts';
import { chosenDomain } from './compose/chosen-domain.ts';
import { domainSettings } from './compose/method-settings.ts';
import type { SessionView } from './view/session-view.ts';

/** What a session's evidence is read from; nothing is run or changed. */
export interface SessionReader {
  readonly view: SessionView;
  readonly blobs: Blobs;
  /** Undefined for a session that has none, or that was killed before it had one. */
  readonly domain: DomainSession | undefined;
  readonly workspace: SessionWorkspace | undefined;
}

/** Opens a session's own copy just to read from it, whoever runs it, and closes it again. */
export async function withSessionReader<Result>(
  store: Store,
  view: SessionView,
  read: (reader: SessionReader) => Promise<Result>,
): Promise<Result> {
  const { settings } = view;
  const { blobs } = store;
  // The repository of an imported session is on another machine, whatever lies at its path here.
  if (settings === undefined || settings.repoPath === null || (await store.isImported(view.id)))
    return read({ view, blobs, domain: undefined, workspace: undefined });
  // Not the session's own folder: the process that runs it may be at work there.
  const worktreesDir = await mkdtemp(join(tmpdir(), 'microfactory-show-'));
  try {
    const workspace = await openSessionWorkspace({
      repoPath: settings.repoPath,
      sessionDir: store.paths.session(view.id).workspace,
      worktreesDir,
      run: runCommand,
    });
    const chosen = await chosenDomain(settings.settings, store);
    const domain = await chosen.open({
      goal: settings.prompt,
      settings: domainSettings(settings.settings),
      workspace,
      run: runCommand,
      approvals: store.approvals,
    });
    try {
      return await read({ view, blobs, domain, workspace });
    } finally {
      await domain.close();
      await workspace.close();
    }
  } finally {
    await rm(worktreesDir, { recursive: true, force: true });
  }
}
