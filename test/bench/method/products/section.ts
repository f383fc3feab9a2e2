import type { Comparison } from '../../../../src/bench/multiplication/index.ts';
import type { Series } from './experiments.ts';
import { paperShare } from './paper-shares.ts';

export interface ProductResult {
  readonly series: Series;
  readonly comparison: Comparison;
}

/** Returns the products of the report as Markdown: a row an experiment, every number beside its prediction and the paper's. */
export function productsSection(results: readonly ProductResult[]): string {
  return `${HEAD}
| what | digits | k | noise | products | right | predicted | 99 % interval | in the paper | samples | predicted | verdict |
|---|---|---|---|---|---|---|---|---|---|---|---|
${results.map(row).join('\n')}

${TAIL}`;
}

const HEAD = `## Products: splitting and putting together
Two numbers are multiplied by the recursive method: 2k − 1 plans are proposed for each split and discriminators race for one, the
parts are split further down to single digits, and every sum of parts is voted on like any answer. Each row works out so many
products of numbers without 0; n digits are n products by one digit, n − 1 plans and n − 1 sums, all of which have to be right.
Long multiplication on digits, which shares no code with the domain, judges the journal.
`;

const TAIL = `![Products that came out right, by k](images/proof-products.svg)

- **What the votes find alone**: the checks of the domain (parts that do not add up, wrong remainders by 99) are off, except in
  the rows "with all red flags". They know every mistake that these agents make; models make others.
- **All steps alike**: every answer and every vote errs with the same chance, and all mistakes of a step are one mistake. The
  chance was chosen so that k = 1 gives the paper's share; k = 3 is then all but certain. The paper needed 7 and 10.
- **Steps that differ** (\`alike=5\`): the chance of a mistake is drawn for each step from Beta(5(1 − p), 5p), so that a few are
  hard, where votes agree on a mistake. p was chosen for the paper's share at k = 1; the 5, the same for both sizes, for its
  share at the widest lead with six digits. The measured curve then rises as slowly as the paper's: more votes do not help with
  a step on which most of them err. That is an explanation of the paper's shape, not a measurement of its models.
- **One agent alone**: one answer for the whole, which errs at each pair of digits as often as one small step does. With that
  assumption it does better than the paper's (35 % and 10 %), whose models lose track of long answers besides.
`;

function row({ series, comparison }: ProductResult): string {
  const { task, runs, right, samples, agrees } = comparison;
  const { from, to } = right.interval;
  const paper = series === 'with all red flags' ? undefined : paperShare(task.digits, task.k, task.split);
  return `| ${[
    series,
    task.digits,
    task.k,
    `\`${task.noise}\``,
    runs,
    percent(right.measured),
    percent(right.predicted),
    `${percent(from)} – ${percent(to)}`,
    paper === undefined ? '' : `${Math.round(paper * 100)} %`,
    samples.measured.toFixed(2),
    samples.predicted.toFixed(2),
    agrees ? 'as predicted' : '**not as predicted**',
  ].join(' | ')} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
