import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import type { LiveSession } from './live/live-session.ts';
import type { SessionIndexes } from './index/session-indexes.ts';
import { sessionDetail } from './session-detail.ts';

/** Writes `status.json` and, where there are files, `changes.patch` into the session's output folder, if it has one. */
export async function writeOutput(live: LiveSession, indexes: SessionIndexes): Promise<void> {
  const { id, view, parts, journal } = live;
  const folder = view.settings?.outputDir ?? null;
  if (folder === null) return;
  try {
    await mkdir(folder, { recursive: true });
    const status = { sessions: [await sessionDetail(await indexes.get(id, journal))] };
    await writeFile(join(folder, 'status.json'), `${JSON.stringify(status, null, 2)}\n`);
    const { workspace } = parts;
    if (workspace === undefined) return;
    await writeFile(
      join(folder, 'changes.patch'),
      await workspace.diff(workspace.base, workspace.accepted()),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MicrofactoryError({
      code: 'store',
      message: `The output folder ${folder} can't be written: ${reason}`,
      cause,
    });
  }
}
