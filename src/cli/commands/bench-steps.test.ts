import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Measurements, Target } from '../../bench/steps/index.ts';
import { sampleMeasurements } from '../../bench/steps/testing/sample-measurements.ts';
import { CLI } from '../../../test/cli/support/paths.ts';
import { scriptedTerminal } from '../testing/scripted-terminal.ts';
import { benchLines } from '../views/bench-table.ts';
import { paintFor } from '../views/paint.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'bench-steps-'))));
afterAll(() => rm(folder, { recursive: true }));

function linesOf(measurements: Measurements): string[] {
  const { stdout } = process;
  return benchLines(measurements, { paint: paintFor(stdout, { NO_COLOR: '1' }), width: 120 });
}

describe('microfactory bench steps', () => {
  it('measures everything in processes of their own, fails for what is missed, and leaves nothing behind', async () => {
    const terminal = scriptedTerminal({ program: CLI });
    const code = await terminal.run(
      ...['bench', 'steps', '--disks', '6', '--rounds', '1', '--folder', folder, '--json'],
    );
    const report = JSON.parse(terminal.stdout()) as Measurements & {
      targets: Target[];
      wrong: string[];
      met: boolean;
    };
    expect(report.wrong).toEqual([]);
    expect(report.rounds).toMatchObject([
      { engine: { steps: 63 }, session: { steps: 63 }, plain: { steps: 63 }, voting: { steps: 63 } },
    ]);
    expect(report.resumed.killedAt).toBeGreaterThan(0);
    expect(report.queries.queries.length).toBeGreaterThan(5);
    expect(report.host).toMatchObject({ events: expect.any(Number) as number });
    const missed = report.targets.filter(({ met }) => met === false).map(({ name }) => name);
    // Six disks are over before any process has warmed up.
    expect(missed).toContain('steps a second');
    expect(report.met).toBe(false);
    expect(code).toBe(1);
    expect(terminal.stderr()).toContain('The plain loop, 1 of 1 …');
    expect(await readdir(folder)).toEqual([]);
  });

  it('can be stopped, and leaves nothing behind', async () => {
    const terminal = scriptedTerminal({ program: CLI });
    const running = terminal.run('bench', 'steps', '--disks', '20', '--folder', folder);
    while (!terminal.stderr().includes('The engine alone')) await new Promise((done) => setTimeout(done, 20));
    terminal.interrupt();
    expect(await running).toBe(1);
    expect(terminal.stderr()).toContain('The measurement was stopped; nothing of it was kept.');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('its table', () => {
  it('shows the machine, the runs side by side and every target', () => {
    expect(linesOf(sampleMeasurements())).toMatchInlineSnapshot(`
      [
        "A processor, 2 cores, 8 GiB; linux x64, Node v20.20.2",
        "disk: ext4, a synced write takes 0.50 ms; load average at the start: 0.1",
        "1,048,575 steps, 1 round; the middle counts.",
        "",
        "SIDE BY SIDE                                  STEPS/S         BYTES/STEP      CPU µs/STEP     PEAK MiB        THE ENGINE TAKES",
        "engine: runner, journal and store             52,429          286             21              230",
        "whole session, as microfactory run            34,953          286             31              230",
        "loop: three answers and a vote a step         104,858         286             10              230             2.0 × its time",
        "loop: the same synced bytes, nothing else     174,763         286             6               230             3.3 × its time",
        "LangGraph.js with SQLite, 10,000 steps        500             3,000           –               300             1/105 of its time",
        "",
        "TARGET                                        LIMIT           MEASURED        KIND            VERDICT",
        "time, beside a loop that asks and writes      ≤ 4×            2×              relative        met",
        "steps a second                                ≥ 40,000/s      52,429/s        this machine    met",
        "speed, beside LangGraph.js                    ≥ 40×           105×            relative        met",
        "memory at 1,000,000 steps, beside 100,000     ≤ 1.2×          1.1×            relative        met",
        "peak memory                                   ≤ 400 MiB       230 MiB         this machine    met",
        "cost of a step at 1,000,000, beside 10,000    ≤ 1.2×          1.05×           relative        met",
        "going on after a kill half-way                ≤ 5 s           1.5 s           this machine    met",
        "slowest question of a panel                   ≤ 20 ms         12 ms           this machine    met",
        "disk a step, compacted                        ≤ 300 bytes     47.68 bytes     this machine    met",
        "longest work of a host in one go              ≤ 20 ms         6 ms            this machine    met",
        "",
        "The engine's own event loop stood still for 12 ms at most, that of a process which only waited for 2 ms.",
        "A host's event loop stood still for 25 ms at most (beside 2), of which its own work was 6 ms at most.",
        "The session that was killed had decided 524,288 steps.",
      ]
    `);
  });

  it('says what is missed, what was not measured and what ended wrong', () => {
    const all = sampleMeasurements();
    const text = linesOf({
      ...all,
      resumed: { killedAt: 3, firstStepMs: 9_000, wrong: 'Only 1 of 2 disks are on the last peg.' },
      langGraph: 'It is not installed.',
    }).join('\n');
    expect(text).toMatch(/going on after a kill half-way +≤ 5 s +9 s +this machine +NOT MET/);
    expect(text).toMatch(/speed, beside LangGraph.js +≥ 40× +– +relative +not measured/);
    expect(text).toContain('Not measured: It is not installed.');
    expect(text).toContain('Only 1 of 2 disks are on the last peg.');
  });
});
