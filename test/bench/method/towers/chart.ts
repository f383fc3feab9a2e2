import type { Comparison } from '../../../../src/bench/hanoi/index.ts';
import { PAPER_AFTER_SAMPLES, PAPER_AFTER_VOTES, PAPER_STEPS } from './paper-curves.ts';

const WIDTH = 460;
const HEIGHT = 320;
const MARGIN = { left: 56, top: 40, right: 16, bottom: 44 };
const ROUNDS = 18;
/** The least share that is drawn: less than one step of a million. */
const LEAST = 1e-7;

interface Line {
  readonly name: string;
  readonly style: string;
  /** Shares from the first round on. */
  readonly shares: readonly number[];
}

/** Returns a picture of the shares of steps that are undecided after each round: as counted, as predicted, as in the paper. */
export function undecidedChart({ task, undecidedAfterSamples, undecidedAfterVotes }: Comparison): string {
  const shares = (counts: readonly number[], of: number): number[] => counts.map((count) => count / of);
  const lines = (curves: Comparison['undecidedAfterVotes'], paper: readonly number[]): Line[] => [
    { name: 'the paper', style: 'paper', shares: shares(paper, PAPER_STEPS) },
    { name: 'predicted', style: 'predicted', shares: shares(curves.predicted.slice(1), task.steps) },
    {
      name: 'measured',
      style: 'measured',
      shares: shares(curves.measured.slice(1), curves.measured[0] ?? 1),
    },
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * WIDTH} ${HEIGHT}" role="img" aria-label="Steps undecided after each round">`,
    `<style>${STYLE}</style>`,
    panel(0, 'Steps undecided after so many samples', lines(undecidedAfterSamples, PAPER_AFTER_SAMPLES)),
    panel(WIDTH, 'Steps undecided after so many valid votes', lines(undecidedAfterVotes, PAPER_AFTER_VOTES)),
    '</svg>\n',
  ].join('\n');
}

const STYLE = `
text{font:12px sans-serif;fill:#333}.axis{stroke:#999}.grid{stroke:#ddd}path{fill:none;stroke-width:2}
.paper{stroke:#888;stroke-dasharray:2 4}.predicted{stroke:#0072b2;stroke-dasharray:7 4}.measured{stroke:#d55e00}
@media(prefers-color-scheme:dark){text{fill:#ddd}.axis{stroke:#777}.grid{stroke:#444}.paper{stroke:#aaa}.predicted{stroke:#56b4e9}.measured{stroke:#e69f00}}`;

function panel(left: number, title: string, lines: readonly Line[]): string {
  const decades = Array.from({ length: 7 }, (_, power) => 10 ** -power);
  return [
    `<g transform="translate(${left} 0)">`,
    `<text x="${MARGIN.left}" y="20">${title}</text>`,
    ...decades.map(
      (share) =>
        `<line class="grid" x1="${x(1)}" x2="${x(ROUNDS)}" y1="${y(share)}" y2="${y(share)}"/>` +
        `<text x="${MARGIN.left - 8}" y="${y(share) + 4}" text-anchor="end">${share.toExponential(0)}</text>`,
    ),
    ...[1, 3, 6, 9, 12, 15, 18].map(
      (round) =>
        `<text x="${x(round)}" y="${HEIGHT - MARGIN.bottom + 20}" text-anchor="middle">${round}</text>`,
    ),
    ...lines.map(({ style, shares }) => `<path class="${style}" d="${pathOf(shares)}"/>`),
    ...lines.map(legend),
    '</g>',
  ].join('\n');
}

function legend({ name, style }: Line, index: number): string {
  const top = MARGIN.top + 16 + 18 * index;
  const left = WIDTH - 120;
  return `<path class="${style}" d="M${left} ${top}h28"/><text x="${left + 36}" y="${top + 4}">${name}</text>`;
}

function pathOf(shares: readonly number[]): string {
  const points = shares
    .slice(0, ROUNDS)
    .map((share, index) => [x(index + 1), y(share)])
    .filter((_, index) => (shares[index] ?? 0) >= LEAST);
  return points.map(([at, height], index) => `${index === 0 ? 'M' : 'L'}${at} ${height}`).join('');
}

function x(round: number): number {
  return Math.round(MARGIN.left + ((round - 1) / (ROUNDS - 1)) * (WIDTH - MARGIN.left - MARGIN.right));
}

function y(share: number): number {
  const inside = HEIGHT - MARGIN.top - MARGIN.bottom;
  return Math.round(MARGIN.top + (Math.log10(share) / Math.log10(LEAST)) * inside);
}
