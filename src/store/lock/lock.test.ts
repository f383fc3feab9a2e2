import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledChild, outputOf, startChild } from '../testing/child-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { acquireLock } from './acquire-lock.ts';
import { formatLock, thisProcess, type Owner } from './owner.ts';

/** A process id that no process has: of a child that has ended. */
async function deadPid(): Promise<number> {
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('close', resolve));
  return child.pid as number;
}

async function lockedBy(owner: Owner | string): Promise<string> {
  const dir = join(await temporaryFolder(), 'lock');
  await mkdir(dir);
  await writeFile(join(dir, '000004.json'), typeof owner === 'string' ? owner : formatLock(owner));
  return dir;
}

describe('the lock of a session', () => {
  it('is refused while somebody has it, naming process and host, and free again after its release', async () => {
    const dir = await temporaryFolder();
    const lock = await acquireLock({ dir });
    await expect(acquireLock({ dir })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(`(${process.pid} on ${hostname()})`),
      data: { pid: process.pid, host: hostname() },
    });
    await lock.release();
    await lock.release();
    const again = await acquireLock({ dir });
    // A second release of the first lock must not free the one that came after.
    await lock.release();
    await expect(acquireLock({ dir })).rejects.toMatchObject({ code: 'busy' });
    await again.release();
    expect(await readdir(dir)).toHaveLength(1);
  });

  it('is taken over from a process that no longer runs', async () => {
    const owner = { pid: await deadPid(), host: hostname(), started: 'boot:1' };
    const dir = await lockedBy(owner);
    await acquireLock({ dir });
    expect(await readdir(dir)).toEqual(['000005.json']);
  });

  it.runIf(process.platform === 'linux')(
    'is taken over when its process id now belongs to another process',
    async () => {
      const dir = await lockedBy({ ...(await thisProcess()), started: 'another-boot:12345' });
      await acquireLock({ dir });
      await expect(acquireLock({ dir })).rejects.toMatchObject({ code: 'busy' });
    },
  );

  it.each([
    [
      'on another host, which nobody here can look at',
      async () => ({ pid: await deadPid(), host: 'elsewhere.example' }),
    ],
    [
      'that runs, with a start time that nobody can tell',
      async () => ({ pid: process.pid, host: hostname() }),
    ],
  ])('is not taken over from a process %s', async (_what, running) => {
    const owner = await running();
    const dir = await lockedBy({ ...owner, started: null });
    const named = `(${owner.pid} on ${owner.host})`;
    await expect(acquireLock({ dir })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(named),
    });
  });

  it.each([-3650, 3650])(
    'is judged by its process and not by the clock: its file says %i days from now',
    async (days) => {
      const at = new Date(Date.now() + days * 86_400_000);
      const free = await lockedBy({ pid: await deadPid(), host: hostname(), started: 'boot:1' });
      const held = await lockedBy(await thisProcess());
      for (const dir of [free, held]) await utimes(join(dir, '000004.json'), at, at);
      await expect(acquireLock({ dir: held })).rejects.toMatchObject({ code: 'busy' });
      await (await acquireLock({ dir: free })).release();
    },
  );

  it('is taken over from a process that died while it wrote the lock file', async () => {
    const dir = await lockedBy('{"pid":12');
    await (await acquireLock({ dir })).release();
  });

  it('goes to exactly one of several processes that race for a stale one', async () => {
    const folder = await temporaryFolder();
    const bundle = await bundledChild('locking-child', folder);
    for (let round = 0; round < 3; round += 1) {
      const dir = await lockedBy({ pid: await deadPid(), host: hostname(), started: 'boot:1' });
      const children = Array.from({ length: 4 }, () => startChild(bundle, [dir]));
      const outputs = children.map(outputOf);
      const saidSomething = (child: (typeof children)[number]): Promise<unknown> =>
        new Promise((resolve) => child.stdout.once('data', resolve));
      await Promise.all(children.map(saidSomething));
      const answered = children.map(saidSomething);
      for (const child of children) child.stdin.write('go\n');
      await Promise.all(answered);
      for (const child of children) child.stdin.end();
      const verdicts = (await Promise.all(outputs))
        .map((output) => output.replace('ready\n', '').trim())
        .sort();
      expect(verdicts).toEqual(['busy', 'busy', 'busy', 'won']);
    }
  });

  it('goes to one at a time of many that race in one process, whatever the interleaving', async () => {
    const dir = await lockedBy({ pid: await deadPid(), host: hostname(), started: 'boot:1' });
    let owners = 0;
    let turns = 0;
    const contend = async (): Promise<void> => {
      for (let tries = 0; tries < 30; tries += 1) {
        const lock = await acquireLock({ dir }).catch(() => undefined);
        if (lock === undefined) continue;
        owners += 1;
        expect(owners).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        owners -= 1;
        turns += 1;
        await lock.release();
      }
    };
    await Promise.all(Array.from({ length: 6 }, contend));
    expect(turns).toBeGreaterThan(0);
  });
});
