import type { Json } from '../../engine/json.ts';
import type { JournalEvent } from '../../engine/ports/journal.ts';
import { rootStep } from '../../app/root-step.ts';
import type { Store } from '../../store/open-store.ts';

export interface SessionShape {
  readonly steps: number;
  /** In how many groups they lie; 0: each is followed by the next, as in a plan that is not listed before. */
  readonly groups: number;
}

const BATCH = 2_000;
/** One in so many steps is skipped. */
const SKIPPED_EVERY = 100_000;

/** Writes the journal of a session with so many ended steps, as the runner would write it; its own step waits for a person. */
export async function fillSession(store: Store, id: string, shape: SessionShape): Promise<void> {
  const session = await store.createSession(id);
  const { journal } = session;
  let appended = 0;
  for (const event of events(id, shape)) {
    journal.append(event);
    appended += 1;
    if (appended % BATCH === 0) await journal.written();
  }
  await session.close();
}

function* events(id: string, shape: SessionShape): Generator<JournalEvent> {
  const steps = [rootStep('Move very many disks')] as unknown as Json;
  yield { type: 'session-started', id, kind: 'maker', settings: null, steps };
  yield* shape.groups === 0 ? rowOfSteps(shape.steps) : groupsOfSteps(shape);
  yield { type: 'gate-opened', step: 'task', gate: { trigger: 'delivery', details: '' } };
}

function* rowOfSteps(steps: number): Generator<JournalEvent> {
  yield planned('task', [spec('1', 1, 'race')]);
  for (let at = 1; at < steps; at += 1)
    yield ended(`${at}`, at, { next: [spec(`${at + 1}`, at + 1, 'race')] });
}

function* groupsOfSteps({ steps, groups }: SessionShape): Generator<JournalEvent> {
  const each = Math.floor(steps / groups);
  const names = Array.from({ length: groups }, (_none, at) => `${at + 1}`);
  yield planned(
    'task',
    names.map((name, at) => spec(name, at + 1, 'composite')),
  );
  for (const name of names) {
    const own = Array.from({ length: each }, (_none, at) => `${name}.${at + 1}`);
    yield planned(
      name,
      own.map((id, at) => spec(id, at + 1, 'race')),
    );
    // The last of each group stays open, so that every group is.
    for (const [at, id] of own.slice(0, -1).entries()) yield ended(id, at);
  }
}

function spec(id: string, index: number, graph: string): Json {
  return { id, dependsOn: [], graph, input: { title: `Move ${index}`, index, count: index } };
}

function planned(step: string, children: readonly Json[]): JournalEvent {
  return { type: 'node-finished', step, node: 'plan', to: 'plan', children };
}

function ended(step: string, at: number, more: { readonly next?: readonly Json[] } = {}): JournalEvent {
  const end = at % SKIPPED_EVERY === 9 ? 'skipped' : 'done';
  const race = { k: 3, order: 'AAA', keys: ['2AB CBA'], state: '2AB CBA' };
  const spend = { calls: 3, tokens: 18 };
  return { type: 'node-finished', step, node: 'race', end, summary: 'disk 2 A → B', spend, race, ...more };
}
