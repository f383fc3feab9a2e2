import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandSpec } from '../../engine/ports/command.ts';
import { isRecord, parseJson } from '../../engine/json.ts';
import { commandRunner, runCommand } from './run-command.ts';

const quickly = commandRunner({ graceMs: 100 });
let cwd: string;

beforeAll(async () => {
  cwd = await realpath(await mkdtemp(join(tmpdir(), 'run-command-')));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

function fixture(name: string, ...args: string[]): CommandSpec {
  const script = fileURLToPath(new URL(`fixtures/${name}.mjs`, import.meta.url));
  return { argv: [process.execPath, script, ...args], cwd, timeoutMs: 30_000 };
}

function node(code: string): CommandSpec {
  return { argv: [process.execPath, '-e', code], cwd, timeoutMs: 30_000 };
}

/** Zombies that nobody reaps count as gone: the test machine's first process may not be a real init. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  const stat = await quickly({ argv: ['cat', `/proc/${pid}/stat`], cwd, timeoutMs: 5_000 });
  return stat.stdout !== '' && !/\) [ZX] /.test(stat.stdout);
}

function pidsIn(stdout: string): number[] {
  return [...stdout.matchAll(/(?:pid|child) (\d+)/g)].map((match) => Number(match[1]));
}

async function expectAllGone(pids: readonly number[]): Promise<void> {
  for (const pid of pids) expect(await isAlive(pid), `process ${pid}`).toBe(false);
}

describe('runCommand', () => {
  it('gives exit code and both streams', async () => {
    const result = await runCommand(node('console.log(1); console.error(2); process.exitCode = 3'));
    expect(result).toMatchObject({ exitCode: 3, signal: null, stdout: '1\n', stderr: '2\n' });
    expect(result).toMatchObject({ timedOut: false, cancelled: false, truncated: false });
    expect(result.startFailure).toBeUndefined();
  });

  it('hands over stdin, and an empty one when there is none', async () => {
    const echo = node('process.stdin.pipe(process.stdout)');
    expect((await runCommand({ ...echo, stdin: 'hello' })).stdout).toBe('hello');
    expect((await runCommand(echo)).stdout).toBe('');
  });

  it('passes arguments as they are, with no shell between', async () => {
    const spec = fixture('prints-environment');
    const hostile = ['$(id)', '; echo x', '`id`', '*', 'a b', '"'];
    const code = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const result = await runCommand({ ...spec, argv: [process.execPath, '-e', code, '--', ...hostile] });
    expect(parseJson(result.stdout)).toEqual(hostile);
  });

  it('runs a shell line in the shell', async () => {
    const result = await runCommand({ shellLine: 'echo one && echo two', cwd, timeoutMs: 30_000 });
    expect(result.stdout.split(/\s+/).filter(Boolean)).toEqual(['one', 'two']);
  });

  it('keeps a canary key from the child and lets named variables through', async () => {
    const run = commandRunner({
      environment: { ...process.env, OPENAI_API_KEY: 'canary', NODE_OPTIONS: '--no-warnings' },
    });
    const result = await run({ ...fixture('prints-environment'), env: { GIVEN: 'yes' } });
    expect(result.stdout).not.toContain('canary');
    const seen = parseJson(result.stdout);
    expect(isRecord(seen) && seen['GIVEN']).toBe('yes');
    expect(isRecord(seen) && 'NODE_OPTIONS' in seen).toBe(false);
  });

  it.each([
    {
      what: 'a missing program',
      spec: { argv: ['no-such-program-here'] },
      says: 'no program "no-such-program-here"',
    },
    { what: 'an empty argv', spec: { argv: [] }, says: 'empty' },
    { what: 'an empty program name', spec: { argv: [''] }, says: 'empty' },
    {
      what: 'a NUL in an argument',
      spec: { argv: [process.execPath, 'a\0b'] },
      says: 'could not be started',
    },
  ])('says in one sentence that $what cannot start', async ({ spec, says }) => {
    const result = await runCommand({ ...spec, cwd, timeoutMs: 5_000 });
    expect(result.startFailure).toContain(says);
    expect(result).toMatchObject({ exitCode: null, stdout: '', timedOut: false });
  });

  it('says that the working folder was deleted', async () => {
    const gone = await mkdtemp(join(cwd, 'gone-'));
    await rm(gone, { recursive: true });
    const result = await runCommand({ ...node('0'), cwd: gone });
    expect(result.startFailure).toContain(`The folder ${gone} does not exist`);
  });

  it('ends a command that sleeps for ever at its time limit', async () => {
    const result = await quickly({ ...fixture('sleeps'), timeoutMs: 500 });
    expect(result).toMatchObject({ timedOut: true, cancelled: false, exitCode: null, signal: 'SIGTERM' });
  });

  it('kills a command that ignores TERM', async () => {
    const result = await quickly({ ...fixture('ignores-term'), timeoutMs: 2_500 });
    expect(result).toMatchObject({ timedOut: true, signal: 'SIGKILL' });
    expect(result.stdout).toContain('not me');
  });

  it('ends a command when the caller cancels', async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 300);
    const result = await quickly(fixture('sleeps'), cancel.signal);
    expect(result).toMatchObject({ cancelled: true, timedOut: false, exitCode: null });
  });

  it('starts nothing when it was cancelled before', async () => {
    const result = await quickly({ ...node('0'), argv: ['no-such-program'] }, AbortSignal.abort());
    expect(result).toMatchObject({ cancelled: true, exitCode: null });
    expect(result.startFailure).toBeUndefined();
  });

  it('ends the whole tree of a command that forks', async () => {
    const result = await quickly({ ...fixture('forks'), timeoutMs: 2_500 });
    const pids = pidsIn(result.stdout);
    expect(pids.length).toBeGreaterThan(2);
    await expectAllGone(pids);
  });

  it.each([
    { what: 'holds the output open', args: ['inherit', 'attached'] },
    { what: 'is silent', args: ['ignore', 'attached'] },
    { what: 'ignores TERM', args: ['inherit', 'attached', 'ignores-term.mjs'] },
  ])('ends a left-behind child that $what, and returns', async ({ args }) => {
    const result = await quickly(fixture('leaves-child', ...args));
    expect(result).toMatchObject({ exitCode: 0, timedOut: false });
    const pids = pidsIn(result.stdout);
    expect(pids).toHaveLength(1);
    await expectAllGone(pids);
  });

  it.runIf(process.platform === 'linux').each(['inherit', 'ignore'])(
    'ends a left-behind child that left the process group (output: %s)',
    async (output) => {
      const result = await quickly(fixture('leaves-child', output, 'detached'));
      expect(result).toMatchObject({ exitCode: 0, timedOut: false });
      await expectAllGone(pidsIn(result.stdout));
    },
  );

  it('keeps head and tail of endless output in bounded memory', async () => {
    const before = process.memoryUsage().rss;
    const result = await quickly({ ...fixture('floods'), timeoutMs: 1_500, maxOutputBytes: 4096 });
    expect(result).toMatchObject({ timedOut: true, truncated: true });
    expect(result.stdout.startsWith('first line\n')).toBe(true);
    expect(result.stdout.length).toBeLessThan(4096 + 100);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});
