// `npm run bench -- cost [--json]`: what the samples of one prompt cost by the way they are asked, as a server bills them.
import { measure, SIZE, STRATEGIES, type Measured } from './strategies.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

const measured: Measured[] = [];
for (const strategy of STRATEGIES) measured.push(await measure(strategy));
const naive = measured[0] as Measured;

if (process.argv.includes('--json')) {
  print(JSON.stringify({ size: SIZE, measured }, null, 2));
} else {
  const { samples, input, output } = SIZE;
  print(`${samples} samples of one prompt, ${input} tokens of files in it and ${output} in each answer\n`);
  print('| asked | requests | input | read from cache | written to cache | output | price |');
  print('|---|---:|---:|---:|---:|---:|---:|');
  for (const { strategy, requests, bill, price } of measured) {
    const cells = [requests, bill.input, bill.cacheRead, bill.cacheWrite, bill.output];
    const percent = `${((100 * price) / naive.price).toFixed(0)} %`;
    print(`| ${[strategy, ...cells, percent].join(' | ')} |`);
  }
}
