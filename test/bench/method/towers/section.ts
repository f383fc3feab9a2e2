import type { Comparison } from '../../../../src/bench/hanoi/index.ts';

export interface TowerResult {
  readonly title: string;
  readonly comparison: Comparison;
}

/** Returns the towers of the report as Markdown: a row an experiment, every number beside its prediction. */
export function towersSection(results: readonly TowerResult[]): string {
  return `| what | disks | k | noise | runs | perfect | predicted | 99 % interval | wrong steps | predicted | samples a step | predicted | verdict |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
${results.map(row).join('\n')}

${TAIL}`;
}

const TAIL = `![Steps undecided after each round](images/proof-undecided.svg)

## How to read it
- **Noise \`paper\`**: for each step the chance of a red flag is drawn from Beta(0.49, 14.25), that of a wrong answer among
  valid ones from Beta(0.01853, 82.07); wrong answers fall 2 : 1 on two rivals. It was fitted to the curves of the
  million-step run in [arXiv 2511.09030](https://arxiv.org/abs/2511.09030). \`hard=20\` makes step 20 as hard as the hardest
  one there (.556 / .296 / .148), with both rivals making the same illegal move. That the other wrong answers are legal
  moves, which only votes find, is an assumption on the safe side.
- **Noise \`p=…,rivals=1\`**: every sample on its own, all wrong answers agree: the case of the paper's formulas, and the
  worst. k is the least for 95 perfect runs of a hundred.
- **No flag of legality**: moves against the rules are counted as votes. The hard step of a seed is the same in every row: those
  with 3 and 20 seeds see the first 3 and 20 of the 300 hard steps. **No red flags**: answers that are not in form are
  repaired and counted. They are then wrong with chance .06 (\`wf=\`), an assumption of this project: the paper says that
  long and malformed answers err more often, and gives no such share. "Always wrong" would flatter the red flags.
- **Perfect**: the session completed, each step was decided as the strategy says, every move was legal and the disks are
  where they belong. The interval (Clopper and Pearson) is what the true share may be by what was seen. Wrong steps are
  judged by Garwood's interval, samples a step by 1 % or three standard errors.

## Where the curves differ from the paper's
- After the third sample the paper has 81,959 steps left (7.8 %), the noise model 9.1 %; from the fourth on they agree
  within a tenth, as long as a hundred steps are left. The model has one share of flags for all samples of a step; the paper
  asked the first one at temperature 0, which may be why.
- The paper's last step stayed open until vote 18: that is the hard step, one of a million; the curve of the model is a mean.
- Wrong answers that divide on two rivals are outvoted more often than ones that all agree: 0.025 wrong steps in a million
  at k = 3 where one rival would make 0.08.
`;

function row({ title, comparison }: TowerResult): string {
  const { task, runs, perfect, wrongSteps, samples, agrees } = comparison;
  const { from, to } = perfect.interval;
  return `| ${[
    title,
    task.disks,
    task.k,
    `\`${task.noise}\``,
    runs,
    Math.round(perfect.measured * runs),
    (perfect.predicted * runs).toFixed(2),
    `${(from * runs).toFixed(1)} – ${(to * runs).toFixed(1)}`,
    wrongSteps.measured,
    wrongSteps.predicted.toPrecision(3),
    samples.measured.toFixed(4),
    samples.predicted.toFixed(4),
    agrees ? 'as predicted' : '**not as predicted**',
  ].join(' | ')} |`;
}
