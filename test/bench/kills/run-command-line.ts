import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Moment } from './moments.ts';

const CLI = fileURLToPath(new URL('../../../dist/cli.cjs', import.meta.url));
const LOOK_EVERY_MS = 5;

export interface Place {
  /** MICROFACTORY_HOME. */
  readonly home: string;
  /** Where microfactory.yaml lies. */
  readonly folder: string;
}

function started({ home, folder }: Place, args: readonly string[]): ChildProcess {
  const env = { ...process.env, MICROFACTORY_HOME: home };
  return spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });

/** Runs a command to its end; throws when it ends by a signal or with an error of usage. */
export async function runWhole(place: Place, args: readonly string[]): Promise<void> {
  const code = await endOf(started(place, args));
  if (code === null || code === 2) throw new Error(`${args[0] ?? ''} ended with ${String(code)}`);
}

/** Runs a command and kills it at the moment; resolves to whether it had ended before. */
export async function runKilled(place: Place, args: readonly string[], moment: Moment): Promise<boolean> {
  const before = await written(place.home);
  const child = started(place, args);
  let over = false;
  const end = endOf(child).finally(() => (over = true));
  while (moment.afterWritten && !over && (await written(place.home)) === before)
    await setTimeout(LOOK_EVERY_MS);
  await Promise.race([end, setTimeout(moment.delayMs)]);
  child.kill('SIGKILL');
  return (await end) !== null;
}

/** Names and sizes of all segments that hold something: changes with every byte that is journalled. */
async function written(home: string): Promise<string> {
  const sessions = join(home, 'sessions');
  const segments = (await entriesOf(sessions)).map(async (id) => {
    const journal = join(sessions, id, 'journal');
    return Promise.all(
      (await entriesOf(journal)).map(async (name) => [name, await sizeOf(join(journal, name))]),
    );
  });
  const held = (await Promise.all(segments)).flat().filter(([, size]) => size !== 0);
  return JSON.stringify(held);
}

const entriesOf = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
