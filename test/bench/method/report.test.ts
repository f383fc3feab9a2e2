import { expect, it } from 'vitest';
import { compare, predict, towerTask, type PlayedRun } from '../../../src/bench/hanoi/index.ts';
import { compare as compareProducts, type WorkedProduct } from '../../../src/bench/multiplication/index.ts';
import { productsChart } from './products/chart.ts';
import { productExperiments } from './products/experiments.ts';
import { reportOf } from './report.ts';
import { undecidedChart } from './towers/chart.ts';
import { experiments } from './towers/experiments.ts';

const RUN: PlayedRun = {
  ...{ seed: '1', perfect: true, summary: '', fault: undefined, decided: 7, wrongSteps: 0 },
  ...{ samples: 22, votes: 21, bySamples: [0, 0, 0, 6, 1], byVotes: [0, 0, 0, 7] },
};

it('names every experiment, its numbers beside the predicted ones, and draws the rounds', () => {
  const task = towerTask({ disks: 3, k: 3, noise: 'p=0.95,rivals=1' });
  const comparison = compare(task, [RUN, { ...RUN, perfect: false, wrongSteps: 1 }], predict(task));
  expect(comparison.undecidedAfterSamples.measured).toEqual([7, 7, 7, 1, 0]);
  const report = reportOf([{ title: 'a few steps', comparison }], []);
  expect(report).toMatch(
    /\| a few steps \| 3 \| 3 \| `p=0.95,rivals=1` \| 2 \| 1 \| 2.00 \| .+ \| 1 \| 0.00204 \| 3.1429 \|/,
  );
  const chart = undecidedChart(comparison);
  expect(chart).not.toMatch(/NaN|undefined|Infinity/);
  expect(chart.match(/<path class="measured" d="M56 /g)).toHaveLength(2);
  expect(chart).toContain('prefers-color-scheme:dark');
});

it('gives each kind of steady noise the least k, and plays no long run where none is wanted', () => {
  const all = experiments({ disks: 16, seeds: 20, longSeeds: 3 });
  expect(all.filter(({ task }) => task.noise.startsWith('p=')).map(({ task }) => task.k)).toEqual([7, 27]);
  expect(all.filter(({ task }) => task.disks === 20).map(({ seeds }) => seeds)).toEqual([3, 3]);
  expect(experiments({ disks: 16, seeds: 20, longSeeds: 0 })).toHaveLength(all.length - 2);
});

const WORKED: WorkedProduct = {
  ...{ seed: '1', product: '', perfect: true, summary: '', result: '', wrongSteps: 0, steps: 9, samples: 13 },
};

it('names every kind of product beside the share of the paper, and draws both sizes', () => {
  const results = productExperiments().map(({ series, task }) => ({
    series,
    comparison: compareProducts(task, [WORKED, { ...WORKED, perfect: false }], { right: 0.5, samples: 13 }),
  }));
  const report = reportOf([], results);
  expect(report).toMatch(
    /\| steps that differ \| 6 \| 10 \| .+ \| 2 \| 50.0 % \| 50.0 % \| .+ \| 95 % \| 13.00 \|/,
  );
  expect(report).toMatch(/\| control: one agent alone \| 5 \| 1 \| .+ \| 35 % \|/);
  expect(report).toMatch(/\| with all red flags \| 5 \| 1 \| .+ \|  \| 13.00 \|/);
  const chart = productsChart(results);
  expect(chart).not.toMatch(/NaN|undefined|Infinity/);
  expect(chart.match(/<path class="differ" d="M56 /g)).toHaveLength(2);
  expect(chart.match(/<circle class="paper" cx="\d+" cy="\d+"/g)).toHaveLength(4 + 2);
});
