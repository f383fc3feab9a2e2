import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/cli/support/temporary-folder.ts';
import { nodeFileSystem, type FileSystem } from '../../store/file-system.ts';
import { faultyFileSystem, type FaultKind } from '../../store/testing/faulty-file-system.ts';
import { restoredSession } from './session-snapshot.ts';
import type { LiveSession } from './live-session.ts';
import { liveRig } from './testing/live-rig.ts';

const STEPS = 8;
const SESSION = '5ca1ab1e-0000-4000-8000-000000000001';

const rigOn = (home: string, fileSystem: FileSystem) => liveRig({ home, steps: STEPS, fileSystem });

/** Lets the session run to where it rests; returns the sentence that it ends with when that is no end of its own. */
async function failureOf(live: LiveSession): Promise<string | undefined> {
  live.start();
  const { exitCode, summary } = await live.settled();
  await live.writeRest().catch(() => undefined);
  await live.close().catch(() => undefined);
  if (exitCode !== 0) return summary;
  expect(live.view.totals.leaves.accepted).toBe(STEPS);
  return undefined;
}

/** Goes on with whatever is there, on a disk that works again; returns how many steps were accepted in the end. */
async function acceptedAfter(home: string): Promise<number> {
  const { store, ...rig } = await rigOn(home, nodeFileSystem);
  if (!(await store.listSessions()).includes(SESSION)) return STEPS;
  // The process that had it is the test's, and lives.
  await nodeFileSystem.removeFolder(store.paths.session(SESSION).lock);
  const session = await store.openSession(SESSION, { write: true });
  const restored = await restoredSession(session);
  const live = rig.reopen(session, restored);
  if (restored.view.seq === 0) live.start();
  else await live.goOn(false);
  await live.settled();
  await live.close();
  const accepted: string[] = [];
  for await (const { event } of store.readEntries(SESSION))
    if (event['end'] === 'accepted' && event['step'] !== 'task') accepted.push(String(event['step']));
  expect(new Set(accepted).size, 'each once').toBe(accepted.length);
  return live.view.totals.leaves.accepted;
}

it.each<FaultKind>(['once', 'disk-full', 'read-only'])(
  'a session on a disk that fails (%s) says so in one sentence, and comes to the same end when it works again',
  async (kind) => {
    const said: string[] = [];
    for (let at = 1; ; at += 2) {
      const home = temporaryFolder();
      const fileSystem = faultyFileSystem(nodeFileSystem, at, kind);
      const failure = await rigOn(home, fileSystem)
        .then((rig) => rig.create(SESSION))
        .then(failureOf)
        .catch((error: unknown) => (error as Error).message);
      if (failure !== undefined) said.push(failure);
      expect(await acceptedAfter(home), `operation ${at}`).toBe(STEPS);
      if (!fileSystem.failed()) break;
    }
    expect(said.length).toBeGreaterThan(3);
    for (const sentence of said) expect(sentence).toMatch(/^Cannot [^\n]*\.$/u);
  },
  120_000,
);
