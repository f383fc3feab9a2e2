import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../config/index.ts';
import type { Domain } from '../../engine/maker/domain.ts';
import type { Finding } from '../../protocol/configuration.ts';
import type { Store } from '../../store/open-store.ts';
import { openSessionWorkspace, runCommand } from '../../workspace/index.ts';
import { domainSettings } from '../compose/method-settings.ts';
import { repoFolder } from '../repo-folder.ts';
import { finding, good } from './finding.ts';

export interface VerifierOptions {
  readonly repoPath: string;
  readonly settings: Settings;
  readonly domain: Domain;
  readonly store: Store;
}

/** Is there a way to test the folder? It is found in a copy, as a session would find it; it is not run. */
export function examineVerifier({ repoPath, settings, domain, store }: VerifierOptions): Promise<Finding> {
  return finding('verifier', { remedy: 'open-verifier-help', subject: repoPath }, async () => {
    const home = await mkdtemp(join(tmpdir(), 'microfactory-doctor-'));
    try {
      const preflight = await preflightIn(home, {
        repoPath: await repoFolder(repoPath),
        settings,
        domain,
        store,
      });
      if (preflight.kind === 'ready')
        return good('verifier', 'How steps are checked was found, and you approved it.');
      return good(
        'verifier',
        `Steps are checked with ${preflight.what}; you are asked before it first runs.`,
      );
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
}

async function preflightIn(home: string, { repoPath, settings, domain: chosen, store }: VerifierOptions) {
  const workspace = await openSessionWorkspace({
    repoPath,
    sessionDir: join(home, 'session'),
    worktreesDir: join(home, 'worktrees'),
    run: runCommand,
  });
  const domain = await chosen.open({
    goal: '',
    settings: domainSettings(settings),
    workspace,
    run: runCommand,
    approvals: store.approvals,
  });
  try {
    return await domain.preflight();
  } finally {
    await domain.close();
    await workspace.close();
  }
}
