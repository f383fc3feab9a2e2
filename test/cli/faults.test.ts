import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandLine, ofType, sessionOf, type CliResult, type CommandLine } from './support/command-line.ts';
import { acceptedStates, journalOf, killedAt, runOf } from './support/hanoi.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const DISKS = 6;
const MOVES = 2 ** DISKS - 1;

let known: Promise<string[]> | undefined;

/** The moves of the same session when nothing disturbs it. */
async function undisturbed(): Promise<string[]> {
  const cli = commandLine();
  const run = await cli.run(runOf(DISKS, 'p=0.9'));
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  return acceptedStates(await journalOf(cli, sessionOf(run)));
}

/** A session whose process was killed in the middle. */
async function interrupted(cli = commandLine()): Promise<{ cli: CommandLine; id: string; dir: string }> {
  const run = await cli.run(runOf(DISKS, 'p=0.9'), killedAt(30));
  expect(run.exitCode).toBeNull();
  const id = sessionOf(run);
  return { cli, id, dir: join(cli.home, 'sessions', id) };
}

const resume = (cli: CommandLine, id: string) => cli.run(['resume', '--json', '--session-id', id]);

/** The session has ended as if nothing had happened to it. */
async function expectSameEnd(cli: CommandLine, id: string, last: CliResult): Promise<void> {
  expect(last, last.stdout + last.stderr).toMatchObject({ exitCode: 0 });
  const states = acceptedStates(await journalOf(cli, id));
  expect(states).toHaveLength(MOVES);
  expect(states).toEqual(await (known ??= undisturbed()));
}

function expectOneSentence({ exitCode, stdout, stderr }: CliResult, says: RegExp): void {
  expect({ exitCode, stdout }, stderr).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^[A-Z][^\n]*\.\n$/u);
  expect(stderr).toMatch(says);
}

/** Where the last line of the journal begins. */
const lastLine = (journal: Buffer): number => journal.lastIndexOf(10, journal.length - 2) + 1;

function flipped(journal: Buffer): Buffer {
  const bad = Buffer.from(journal);
  const at = lastLine(bad) + ((bad.length - lastLine(bad)) >> 1);
  bad[at] = (bad[at] as number) ^ 4;
  return bad;
}

function withNewerLine(journal: Buffer): Buffer {
  const seq = journal.toString('latin1').trimEnd().split('\n').length + 1;
  const body = `"v":2,"seq":${seq},"at":1767225600000,"event":{"type":"later"}}`;
  const crc = crc32(body).toString(16).padStart(8, '0');
  return Buffer.concat([journal, Buffer.from(`{"crc":"${crc}",${body}\n`)]);
}

describe('a session whose last line', () => {
  it.each<[string, (journal: Buffer) => Buffer, RegExp]>([
    [
      'was cut',
      (journal) => journal.subarray(0, -9),
      /^The journal was damaged after entry \d+: .* goes on from there\.$/u,
    ],
    ['had a bit flipped', flipped, /^The journal was damaged after entry \d+: .* goes on from there\.$/u],
    [
      'is there twice',
      (journal) => Buffer.concat([journal, journal.subarray(lastLine(journal))]),
      /^The journal's last entry \(\d+\) was there more than once: .* were dropped\.$/u,
    ],
  ])(
    '%s is shown, says so in one sentence when it goes on, and comes to the same end',
    async (_what, damage, says) => {
      const { cli, id, dir } = await interrupted();
      const path = join(dir, 'journal/000001.jsonl');
      rmSync(join(dir, 'snapshot.json'), { force: true });
      writeFileSync(path, damage(readFileSync(path)));
      const status = await cli.run(['status', '--json', '--session-id', id]);
      expect(status, status.stderr).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(status.stdout)).toMatchObject({ sessions: [{ session_id: id, status: 'paused' }] });
      const last = await resume(cli, id);
      const warnings = ofType(last, 'warning').map(({ message }) => message);
      expect(warnings).toEqual([expect.stringMatching(says)]);
      await expectSameEnd(cli, id, last);
    },
    120_000,
  );

  it('is of a newer version is refused in one sentence, and left as it is', async () => {
    const { cli, id, dir } = await interrupted();
    const path = join(dir, 'journal/000001.jsonl');
    const whole = readFileSync(path);
    const newer = withNewerLine(whole);
    writeFileSync(path, newer);
    expectOneSentence(
      await resume(cli, id),
      /written by a newer Microfactory .*: update this one to open it/u,
    );
    expectOneSentence(await cli.run(['status', '--session-id', id]), /written by a newer Microfactory/u);
    expect(readFileSync(path).equals(newer)).toBe(true);
    writeFileSync(path, whole);
    await expectSameEnd(cli, id, await resume(cli, id));
  }, 120_000);
});

describe('of several processes on one session', () => {
  it('one goes on with it, the others say so, and nothing is written twice', async () => {
    const { cli, id } = await interrupted();
    const results = await Promise.all([resume(cli, id), resume(cli, id), resume(cli, id)]);
    const [won, ...others] = results.filter(({ events }) => events.length > 0);
    expect(others).toEqual([]);
    // Who comes when all is done has nothing to go on with, and nothing to say.
    for (const { exitCode, stderr } of results.filter((result) => result !== won)) {
      if (exitCode === 0) expect(stderr).toBe('');
      else expect(stderr).toMatch(/^(?:Another process|Session) [^\n]*\.\n$/u);
    }
    await expectSameEnd(cli, id, won as CliResult);
  }, 120_000);

  it.each([
    ['whose id another program has now', { pid: process.pid, host: hostname(), started: 'another-boot:1' }],
    ['that died while it took the session', undefined],
  ])(
    'one %s does not hold it',
    async (_what, owner) => {
      const { cli, id, dir } = await interrupted();
      writeLock(dir, owner === undefined ? '{"pid":1' : JSON.stringify(owner));
      await expectSameEnd(cli, id, await resume(cli, id));
    },
    120_000,
  );

  it('one on another computer holds it, until its file is deleted as the sentence says', async () => {
    const { cli, id, dir } = await interrupted();
    writeLock(dir, JSON.stringify({ pid: 1, host: 'elsewhere.example', started: null }));
    const refused = await resume(cli, id);
    expectOneSentence(refused, /^Another process \(1 on elsewhere\.example\) .* delete .*\.json\./u);
    rmSync(/delete (.*\.json)\./u.exec(refused.stderr)?.[1] ?? '');
    await expectSameEnd(cli, id, await resume(cli, id));
  }, 120_000);
});

/** Replaces what the newest file of the session's lock says. */
function writeLock(dir: string, text: string): void {
  const name = readdirSync(join(dir, 'lock')).sort().at(-1) ?? '';
  writeFileSync(join(dir, 'lock', name), text);
}

/** True where a file system of our own can be mounted: as root, on Linux. */
const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Mounts a file system of that size on the folder, for the time of the test. */
function mounted(folder: string, size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
}

// Elsewhere through the store's port: src/app/live/disk-faults.test.ts.
describe.runIf(canMount)('on a real file system', () => {
  it('that gets full, a session says so in one sentence, and goes on when there is space again', async () => {
    const cli = commandLine();
    mounted(cli.home, '400k');
    const { id } = await interrupted(cli);
    const filler = join(cli.home, 'filler');
    expect(() => writeFileSync(filler, Buffer.alloc(1_000_000))).toThrow(/ENOSPC/u);
    const full = await resume(cli, id);
    expect(full.exitCode).toBe(1);
    const said =
      full.stderr +
      ofType(full, 'session-finished')
        .map(({ summary }) => summary)
        .join('');
    expect(said).toMatch(
      /^Cannot [^\n]*: the disk is full; free some space, then resume the session \(ENOSPC\)\.\n?$/u,
    );
    rmSync(filler);
    await expectSameEnd(cli, id, await resume(cli, id));
  }, 120_000);

  it('that is read-only, a session is shown, refused in one sentence, and goes on elsewhere', async () => {
    const cli = commandLine();
    mounted(cli.home, '4m');
    const { id } = await interrupted(cli);
    execFileSync('mount', ['-o', 'remount,ro', cli.home]);
    const status = await cli.run(['status', '--json', '--session-id', id]);
    expect(status, status.stderr).toMatchObject({ exitCode: 0 });
    expectOneSentence(await resume(cli, id), /the file system is read-only; set MICROFACTORY_HOME/u);
    expectOneSentence(
      await cli.run(runOf(DISKS, 'p=0.9')),
      /the file system is read-only; set MICROFACTORY_HOME/u,
    );
    const elsewhere = temporaryFolder();
    cpSync(cli.home, elsewhere, { recursive: true });
    const moved = await cli.run(['resume', '--json', '--session-id', id], {
      env: { MICROFACTORY_HOME: elsewhere },
    });
    await expectSameEnd({ ...cli, home: elsewhere }, id, moved);
  }, 120_000);
});
