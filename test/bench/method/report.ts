import { productsSection, type ProductResult } from './products/section.ts';
import { towersSection, type TowerResult } from './towers/section.ts';

/** Returns the report as Markdown. */
export function reportOf(played: readonly TowerResult[], worked: readonly ProductResult[]): string {
  return `${HEAD}
${towersSection(played)}
${productsSection(worked)}`;
}

const HEAD = `# The proof
Written by \`npm run proof\`. Each row plays the Towers of Hanoi (2^disks − 1 steps, each from the state that was voted for
before) with a simulated solver that errs, on the runner, journal and store of every session; afterwards its journal is
read by a simulator that shares no code with it. Predictions are sums and integrals, computed without the engine.
Unless told otherwise (\`--disks\`, \`--seeds\`, \`--long-seeds\`) it plays 20 seeds of 16 disks and 3 of 20 disks, a million
steps; the table says what was played here. Products, which are split and put together again, follow below.
`;
