import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSimulatedRun, type SimulatedRun } from '../../src/app/compose/simulated-run.ts';
import { compactJournal } from '../../src/store/journal/compact-journal.ts';
import { openJournal } from '../../src/store/journal/open-journal.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { readSnapshot, writeSnapshot } from '../../src/store/snapshot.ts';
import { foldedFixture } from './journal-fixture.ts';
import { toyStep } from './toy-domain.ts';
import { toySession } from './toy-session.ts';

/** Small, so that there are several. */
const SEGMENT_BYTES = 4_096;

/** A session of small steps that was planned, voted on, rolled back once and waits for a person. */
async function writeVoted(dir: string): Promise<void> {
  const plan = { steps: [toyStep('one', 'a'), toyStep('two', 'b')] };
  const script = ['a', 'a', 'a', '!', '!', '!', 'b', 'a', 'b', 'a', 'XX', 'b', 'a', 'c', 'b'];
  const session = toySession({ plan, script });
  await session.run();
  const journal = await openJournal({ dir: join(dir, 'journal') });
  for (const { event } of session.entries) journal.append(event);
  await journal.close();
}

/** Settings name the folder of the program: a recording names no place of the machine it was made on. */
function neutral<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll(process.cwd(), '/microfactory')) as T;
}

/** Records the session again, as it would have come about elsewhere. */
async function keep(run: SimulatedRun, dir: string): Promise<void> {
  const journal = await openJournal({
    dir: join(dir, 'journal'),
    segmentBytes: SEGMENT_BYTES,
    compact: false,
  });
  const snapshot = await readSnapshot(run.session.paths.snapshot);
  for await (const { seq, event } of run.session.entries()) {
    journal.append(neutral(event));
    await journal.written();
    if (seq !== snapshot?.seq) continue;
    await writeSnapshot(join(dir, 'snapshot.json'), { ...journal.last, state: neutral(snapshot.state) });
  }
  await journal.close();
}

/** A finished run of races that each are one event, its closed segments compressed. */
async function writeCompacted(store: Store, dir: string): Promise<void> {
  const run = await openSimulatedRun({ store, disks: 6, model: 'p=0.9,v=0.9', seed: 'fixture' });
  await run.start();
  await run.close();
  await keep(run, dir);
  await compactJournal(join(dir, 'journal'));
}

/** A run that was stopped on its way, after a snapshot and some more. */
async function writeWithSnapshot(store: Store, dir: string): Promise<void> {
  let taken: Promise<void> | undefined;
  const run: SimulatedRun = await openSimulatedRun({
    store,
    disks: 6,
    seed: 'fixture',
    onEvent: (_event, seq) => {
      if (seq === 30) taken = run.session.writeSnapshot({ seq, state: run.runner.snapshot() });
      if (seq === 45) void run.runner.stop('Stopped for the fixture.');
    },
  });
  await run.start();
  await taken;
  await run.close();
  await keep(run, dir);
}

async function main(folder: string): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'microfactory-fixtures-'));
  try {
    const store = await openStore({ home });
    const shapes = {
      voted: writeVoted,
      compacted: (dir: string) => writeCompacted(store, dir),
      'with-snapshot': (dir: string) => writeWithSnapshot(store, dir),
    };
    for (const [name, write] of Object.entries(shapes)) {
      const dir = join(folder, name);
      await mkdir(dir, { recursive: true });
      await write(dir);
      const expected = await foldedFixture(dir, 'journal');
      await writeFile(join(dir, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

await main(process.argv[2] as string);
