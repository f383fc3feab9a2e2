import { PAPER_SHARES } from './paper-shares.ts';
import type { Series } from './experiments.ts';
import type { ProductResult } from './section.ts';

const WIDTH = 460;
const HEIGHT = 320;
const MARGIN = { left: 56, top: 40, right: 16, bottom: 44 };
const WIDEST = 10;
const DRAWN: readonly { readonly series: Series; readonly style: string }[] = [
  { series: 'all steps alike', style: 'alike' },
  { series: 'steps that differ', style: 'differ' },
];

/** Returns a picture of the shares of right products by k, a panel a size: lines as predicted, points with intervals as counted, rings as in the paper. */
export function productsChart(results: readonly ProductResult[]): string {
  const sizes = [...new Set(results.map(({ comparison }) => comparison.task.digits))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${sizes.length * WIDTH} ${HEIGHT}" role="img" aria-label="Products that came out right, by k">`,
    `<style>${STYLE}</style>`,
    ...sizes.map((digits, index) =>
      panel(
        index * WIDTH,
        digits,
        results.filter(({ comparison }) => comparison.task.digits === digits),
      ),
    ),
    '</svg>\n',
  ].join('\n');
}

const STYLE = `
text{font:12px sans-serif;fill:#333}.grid{stroke:#ddd}path,line{fill:none;stroke-width:2}.grid{stroke-width:1}
path.alike,path.differ{stroke-dasharray:7 4}.alike{stroke:#0072b2}.differ{stroke:#d55e00}.paper{stroke:#555;fill:none;stroke-width:2}
circle.alike{fill:#0072b2}circle.differ{fill:#d55e00}
@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.alike{stroke:#56b4e9}.differ{stroke:#e69f00}.paper{stroke:#ccc}circle.alike{fill:#56b4e9}circle.differ{fill:#e69f00}}`;

function panel(left: number, digits: number, results: readonly ProductResult[]): string {
  const drawn = DRAWN.map(({ series, style }) => ({
    style,
    name: series,
    rows: results.filter((each) => each.series === series),
  }));
  return [
    `<g transform="translate(${left} 0)">`,
    `<text x="${MARGIN.left}" y="20">${digits} × ${digits} digits: right products by k</text>`,
    ...[0, 20, 40, 60, 80, 100].map(
      (percent) =>
        `<line class="grid" x1="${x(1)}" x2="${x(WIDEST)}" y1="${y(percent / 100)}" y2="${y(percent / 100)}"/>` +
        `<text x="${MARGIN.left - 8}" y="${y(percent / 100) + 4}" text-anchor="end">${percent} %</text>`,
    ),
    ...Array.from(
      { length: WIDEST },
      (_, index) =>
        `<text x="${x(index + 1)}" y="${HEIGHT - MARGIN.bottom + 20}" text-anchor="middle">${index + 1}</text>`,
    ),
    ...drawn.flatMap(({ style, rows }) => curve(style, rows)),
    ...(PAPER_SHARES[digits]?.split ?? []).map(
      ({ k, share }) => `<circle class="paper" cx="${x(k)}" cy="${y(share)}" r="7"/>`,
    ),
    ...drawn.map(({ style, name }, index) =>
      legend(index, name, `<circle class="${style}" cx="0" cy="0" r="4"/>`),
    ),
    legend(drawn.length, 'the paper', '<circle class="paper" cx="0" cy="0" r="7"/>'),
    '</g>',
  ].join('\n');
}

function curve(style: string, rows: readonly ProductResult[]): string[] {
  const points = rows.map(({ comparison: { task, right } }) => ({ at: x(task.k), ...right }));
  const line = points.map(({ at, predicted }, index) => `${index === 0 ? 'M' : 'L'}${at} ${y(predicted)}`);
  return [
    `<path class="${style}" d="${line.join('')}"/>`,
    ...points.map(
      ({ at, measured, interval }) =>
        `<line class="${style}" x1="${at}" x2="${at}" y1="${y(interval.from)}" y2="${y(interval.to)}"/>` +
        `<circle class="${style}" cx="${at}" cy="${y(measured)}" r="4"/>`,
    ),
  ];
}

function legend(index: number, name: string, mark: string): string {
  const top = HEIGHT - MARGIN.bottom - 62 + 20 * index;
  return `<g transform="translate(${WIDTH - 170} ${top})">${mark}<text x="16" y="4">${name}</text></g>`;
}

function x(k: number): number {
  return Math.round(MARGIN.left + ((k - 1) / (WIDEST - 1)) * (WIDTH - MARGIN.left - MARGIN.right));
}

function y(share: number): number {
  return Math.round(MARGIN.top + (1 - share) * (HEIGHT - MARGIN.top - MARGIN.bottom));
}
