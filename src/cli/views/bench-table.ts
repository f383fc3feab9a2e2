import { speedOf, targetsOf, timesOf, median, wrongs } from '../../bench/steps/index.ts';
import type { Machine, Measurements, Run, Target } from '../../bench/steps/index.ts';
import { column } from './fit.ts';
import { oneLine } from './harmless.ts';
import type { Canvas } from './paint.ts';
import { counted } from './quantities.ts';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
const WIDE = 44;
const NARROW = 14;

/** Returns what was measured: the machine, what ran side by side, and every target with its verdict. */
export function benchLines(measurements: Measurements, { paint }: Canvas): string[] {
  const { machine, rounds, disks } = measurements;
  const targets = targetsOf(measurements);
  return [
    ...machineLines(machine),
    `${(2 ** disks - 1).toLocaleString('en')} steps, ${counted(rounds.length, 'round')}; the middle counts.`,
    '',
    paint.dim(cells('SIDE BY SIDE', 'STEPS/S', 'BYTES/STEP', 'CPU µs/STEP', 'PEAK MiB', 'THE ENGINE TAKES')),
    ...sideBySide(measurements),
    '',
    paint.dim(cells('TARGET', 'LIMIT', 'MEASURED', 'KIND', 'VERDICT')),
    ...targets.map((target) => targetLine(target, paint)),
    '',
    ...notes(measurements),
    ...wrongs(measurements).map((sentence) => paint.red(oneLine(sentence))),
  ];
}

function machineLines({ processor, cores, memoryBytes, platform, node, ...rest }: Machine): string[] {
  const { fileSystem, syncMs, load } = rest;
  return [
    `${processor}, ${counted(cores, 'core')}, ${(memoryBytes / GIB).toFixed(0)} GiB; ${platform}, Node ${node}`,
    `disk: ${fileSystem}, a synced write takes ${syncMs.toFixed(2)} ms; load average at the start: ${load.toFixed(1)}`,
  ];
}

type Kind = 'engine' | 'session' | 'plain' | 'voting';

function sideBySide({ rounds, langGraph }: Measurements): string[] {
  const runs = (kind: Kind): Run[] => rounds.map((round) => round[kind]);
  const row = (name: string, kind: Kind, takes: string): string =>
    cells(
      name,
      whole(median(runs(kind).map(speedOf))),
      whole(median(runs(kind).map(({ bytes, steps }) => bytes / steps))),
      whole(median(runs(kind).map(({ cpuMs, steps }) => (cpuMs * 1000) / steps))),
      whole(Math.max(...runs(kind).map(({ peakRss }) => peakRss)) / MIB),
      takes,
    );
  const lines = [
    row('engine: runner, journal and store', 'engine', ''),
    row('whole session, as microfactory run', 'session', ''),
    row(
      'loop: three answers and a vote a step',
      'voting',
      `${timesOf(rounds, 'voting').toFixed(1)} × its time`,
    ),
    row(
      'loop: the same synced bytes, nothing else',
      'plain',
      `${timesOf(rounds, 'plain').toFixed(1)} × its time`,
    ),
  ];
  if (typeof langGraph === 'string') return lines;
  const { steps, bytes, peakRss } = langGraph;
  const share = median(runs('engine').map(speedOf)) / speedOf(langGraph);
  const takes = `1/${share.toFixed(0)} of its time`;
  const name = `LangGraph.js with SQLite, ${steps.toLocaleString('en')} steps`;
  return [
    ...lines,
    cells(name, whole(speedOf(langGraph)), whole(bytes / steps), '–', whole(peakRss / MIB), takes),
  ];
}

function targetLine(
  { name, relative, atMost, atLeast, unit, measured, met }: Target,
  paint: Canvas['paint'],
): string {
  const limit = atMost === undefined ? `≥ ${amount(atLeast ?? 0)}${unit}` : `≤ ${amount(atMost)}${unit}`;
  const found = measured === undefined ? '–' : `${amount(measured)}${unit}`;
  const verdict =
    met === undefined ? paint.dim('not measured') : met ? paint.green('met') : paint.red('NOT MET');
  return cells(name, limit, found, relative ? 'relative' : 'this machine', verdict);
}

function notes({ rounds, host, langGraph, resumed }: Measurements): string[] {
  const pause = Math.max(...rounds.map(({ engine }) => engine.longestPauseMs));
  const idle = Math.max(...rounds.map(({ idlePauseMs }) => idlePauseMs));
  return [
    `The engine's own event loop stood still for ${pause.toFixed(0)} ms at most, that of a process which only waited for ${idle.toFixed(0)} ms.`,
    ...hostNotes(host, idle),
    `The session that was killed had decided ${resumed.killedAt.toLocaleString('en')} steps.`,
    ...[host, langGraph]
      .filter((each) => typeof each === 'string')
      .map((why) => `Not measured: ${oneLine(why)}`),
  ];
}

function hostNotes(host: Measurements['host'], idle: number): string[] {
  if (typeof host === 'string') return [];
  const { longestMs, longestWorkMs } = host;
  return [
    `A host's event loop stood still for ${longestMs.toFixed(0)} ms at most (beside ${idle.toFixed(0)}), of which its own work was ${longestWorkMs.toFixed(0)} ms at most.`,
  ];
}

function cells(name: string, ...others: readonly string[]): string {
  return [column(name, WIDE), ...others.slice(0, -1).map((each) => column(each, NARROW)), others.at(-1) ?? '']
    .join('  ')
    .trimEnd();
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function amount(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
