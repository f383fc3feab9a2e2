import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { SessionIndexes, type SessionIndexesOptions } from '../../app/index/session-indexes.ts';
import type { SessionIndex } from '../../app/index/session-index.ts';
import { ifPresent } from '../../store/file-system.ts';
import { openStore } from '../../store/open-store.ts';
import { fillSession, type SessionShape } from './fill-session.ts';

/** Milliseconds of one question, asked several times. */
export interface QueryTime {
  readonly question: string;
  readonly medianMs: number;
  readonly longestMs: number;
}

/** What a panel's questions about one session take, and what the index costs that answers them. */
export interface QueryMeasurements extends SessionShape {
  readonly queries: readonly QueryTime[];
  /** Times until the index can answer: from the journal alone, and from its file. */
  readonly builtMs: number;
  readonly openedMs: number;
  readonly savedMs: number;
  /** Longest time that the event loop stood still while it was built, saved and opened. */
  readonly longestPauseMs: { readonly built: number; readonly saved: number; readonly opened: number };
  /** 0 when so many steps go on that it is not saved. */
  readonly fileBytes: number;
  /** Memory of the index; NaN unless Node runs with `--expose-gc`. */
  readonly indexBytes: number;
}

const ID = '00000000-0000-4000-8000-000000000001';
const REPEATS = 9;
const RESOLUTION_MS = 1;

/** Fills a session in a temporary folder and asks everything that a panel asks. Takes tens of seconds for a million steps. */
export async function measureQueries(shape: SessionShape): Promise<QueryMeasurements> {
  const home = await mkdtemp(join(tmpdir(), 'microfactory-queries-'));
  try {
    const store = await openStore({ home });
    await fillSession(store, ID, shape);
    return await measure(shape, {
      read: (id, afterSeq) => store.readEntries(id, afterSeq),
      file: (id) => store.paths.session(id).index,
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function measure(shape: SessionShape, options: SessionIndexesOptions): Promise<QueryMeasurements> {
  const before = memory();
  const indexes = new SessionIndexes({ ...options, worthSaving: 1 });
  const built = await timed(() => indexes.get(ID));
  const saved = await timed(() => indexes.dispose());
  const indexBytes = memory() - before;
  const opened = await timed(() => new SessionIndexes(options).get(ID));
  return {
    ...shape,
    queries: await ask(built.result, shape),
    builtMs: built.ms,
    savedMs: saved.ms,
    openedMs: opened.ms,
    longestPauseMs: { built: built.pauseMs, saved: saved.pauseMs, opened: opened.pauseMs },
    fileBytes: (await ifPresent(stat(options.file(ID))))?.size ?? 0,
    indexBytes,
  };
}

function memory(): number {
  if (globalThis.gc === undefined) return Number.NaN;
  void globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

interface Timed<Result> {
  readonly result: Result;
  readonly ms: number;
  readonly pauseMs: number;
}

async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  const start = performance.now();
  const result = await work();
  const ms = performance.now() - start;
  delays.disable();
  return { result, ms, pauseMs: Math.max(0, delays.max / 1e6 - RESOLUTION_MS) };
}

const LIMIT = 200;

/** Each question as the panel, the tree or a command asks it. */
async function ask(index: SessionIndex, { steps, groups }: SessionShape): Promise<QueryTime[]> {
  const { total } = index.outline({ offset: 0, limit: 1 });
  const middle = Math.floor(total / 2);
  const middleStep = groups === 0 ? `${Math.floor(steps / 2)}` : `${Math.ceil(groups / 2)}.1`;
  const parent = groups === 0 ? 'task' : `${Math.ceil(groups / 2)}`;
  const outline = (query: object) => () => void index.outline({ offset: 0, limit: LIMIT, ...query });
  // Other words each time, as somebody who types asks.
  const search = (texts: readonly string[], offset: number) => (repeat: number) =>
    void index.outline({ offset, limit: LIMIT, find: texts[repeat % texts.length] });
  const questions: Readonly<Record<string, (repeat: number) => void>> = {
    'first page of steps, with totals and what waits': outline({}),
    'page of steps in the middle': outline({ offset: middle }),
    'last page of steps': outline({ offset: total }),
    'page around a step': outline({ around: middleStep }),
    'children of a step': outline({ unfolded: [parent], around: middleStep }),
    'search: a text in every step': search(['move', 'mov'], middle),
    'search: a digit, in half of the steps': search(['7', '3', '8'], middle),
    'search: two digits': search(['73', '38', '80'], middle),
    'search: three digits': search(['731', '380', '805'], 0),
    'search: a capital letter, in every step': search(['M', 'O', 'V'], middle),
    'search: two letters, in every step': search(['mo', 've', 'ov'], middle),
    'search: a letter that no step has': search(['é', '漢', 'ж'], 0),
    'search: a text in few steps': search(['99999', '77777', '9898'], 0),
    'search: a text in no step': search(['nowhere', 'x', 'disk'], 0),
    'steps in a common state': outline({ offset: middle, states: ['accepted'] }),
    'steps in a rare state': outline({ states: ['skipped', 'failed'] }),
    'drawing of 240 nodes': () => void index.graph({ limit: 240 }),
    'drawing around a step': () => void index.graph({ limit: 240, focus: middleStep }),
  };
  const times: QueryTime[] = [];
  for (const [question, answer] of Object.entries(questions))
    times.push(await queryTime(index, question, answer));
  return times;
}

async function queryTime(
  index: SessionIndex,
  question: string,
  answer: (repeat: number) => void,
): Promise<QueryTime> {
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    await setImmediate();
    // As while a session runs: nothing that was found before holds any more.
    index.steps.version += 1;
    const start = performance.now();
    answer(repeat);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { question, medianMs: times[Math.floor(REPEATS / 2)] ?? 0, longestMs: times.at(-1) ?? 0 };
}
