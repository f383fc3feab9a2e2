import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, PlayedRun } from '../../bench/hanoi/index.ts';
import { scriptedTerminal } from '../testing/scripted-terminal.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'bench-hanoi-'))));
afterAll(() => rm(folder, { recursive: true }));

describe('microfactory bench hanoi', () => {
  it('succeeds where every run was perfect, shows each number beside its prediction, and leaves nothing behind', async () => {
    const terminal = scriptedTerminal({});
    const options = ['--disks', '6', '--k', '2', '--noise', 'paper', '--seeds', '2', '--folder', folder];
    expect(await terminal.run('bench', 'hanoi', ...options), terminal.stderr()).toBe(0);
    const text = terminal.stdout();
    expect(text).toContain(
      '6 disks, 63 steps, k = 2, noise paper; red flag of legality on, of form on; 2 runs',
    );
    expect(text).toMatch(/perfect runs +100\.00 % +99\.99 % +7\.07 % – 100\.00 % +as predicted/);
    expect(text).toMatch(/\n1 +63 +63 +63 +63\n/);
    expect(text).not.toContain('not perfect');
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails where a step was wrong, with the whole result as JSON', async () => {
    const terminal = scriptedTerminal({});
    const noise = ['--noise', 'p=0.7,rivals=1', '--seed', '5', '--red-flags', 'off', '--legality', 'off'];
    const options = ['--disks', '5', '--k', '1', ...noise, '--folder', folder, '--json'];
    expect(await terminal.run('bench', 'hanoi', ...options)).toBe(1);
    const report = JSON.parse(terminal.stdout()) as Comparison & { played: PlayedRun[] };
    expect(report.task).toMatchObject({ steps: 31, legality: false, format: false });
    expect(report.perfect).toMatchObject({ measured: 0, agrees: true });
    const [run] = report.played;
    expect(run).toMatchObject({ seed: '5', perfect: false });
    expect(run?.wrongSteps).toBeGreaterThan(0);
    expect(report.samples).toEqual({ measured: 1, predicted: 1, agrees: true });
  });

  it.each([
    [['--noise', 'often'], 'The provider simulated has no model often'],
    [['--disks', '31'], 'Say how many disks there are'],
    [['--legality', 'perhaps'], 'Write on or off.'],
  ])('says what is wrong with %j', async (options, sentence) => {
    const terminal = scriptedTerminal({});
    expect(await terminal.run('bench', 'hanoi', '--folder', folder, ...options)).toBe(2);
    expect(terminal.stderr()).toContain(sentence);
    expect(await readdir(folder)).toEqual([]);
  });

  it('can be stopped, and leaves nothing behind', async () => {
    const terminal = scriptedTerminal({});
    const running = terminal.run('bench', 'hanoi', '--folder', folder);
    while ((await readdir(folder)).length === 0) await new Promise((done) => setTimeout(done, 20));
    terminal.interrupt();
    expect(await running).toBe(1);
    expect(terminal.stderr()).toContain('The bench was stopped; nothing of it was kept.');
    expect(await readdir(folder)).toEqual([]);
  });
});
