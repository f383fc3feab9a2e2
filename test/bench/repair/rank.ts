// Says where the exact repair of each defect stands in the search's order, without trying anything: for work on the ranking.
// Evidence is kept in .cache/repair-evidence. Run by scripts/run-typescript.mjs, arguments as those of evaluate.ts; --show
// adds what the first 200 candidates are.
import { editedText } from '../../../src/agents/search/candidates.ts';
import { ordered } from '../../../src/agents/search/order.ts';
import { survey } from '../../../src/agents/search/survey.ts';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LineCoverage, TestBench } from '../../../src/engine/ports/test-bench.ts';
import type { Bug } from './bugs.ts';
import { chosenBugs } from './chosen-bugs.ts';
import { withFirstStep } from './repair.ts';

const signal = new AbortController().signal;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
let found = 0;
let within = 0;
let all = 0;
for (const bug of chosenBugs(process.argv.slice(2))) {
  const known = await recorded(bug);
  if (known !== undefined) {
    const { original } = known;
    const bench = benchOf(known);
    const { files, candidates } = await survey(bench, signal);
    const order = ordered(candidates, { next: () => 0.5 });
    const file = files.get(bug.file);
    const rank = order.findIndex(
      (candidate) =>
        candidate.path === bug.file && file && normal(editedText(file, candidate)) === normal(original),
    );
    all += 1;
    if (process.argv.includes('--show')) say(composition(order.slice(0, 200)));
    if (rank >= 0) found += 1;
    if (rank >= 0 && rank < 300) within += 1;
    const how = order[rank];
    say(
      `${bug.id.padEnd(16)} ${String(rank < 0 ? '—' : rank + 1).padStart(5)} of ${String(order.length).padEnd(5)} ${(how?.operator ?? '').padEnd(22)} ${bug.kind}: ${bug.replace.trim().slice(0, 90)}`,
    );
  }
}
say(`${found} of ${all} can be found, ${within} within 300 trials`);

function normal(text: string | undefined): string | undefined {
  return text?.replace(/[\s()]+/g, ' ');
}

interface Recorded {
  readonly original: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly targets: TestBench['targets'];
  readonly failures: TestBench['failures'];
  readonly coverage: readonly LineCoverage[];
}

// Evidence is recorded once, so that a change of the ranking is measured in seconds.
async function recorded(bug: Bug): Promise<Recorded | undefined> {
  const folder = fileURLToPath(new URL('../../../.cache/repair-evidence/', import.meta.url));
  const path = join(folder, `${bug.id}.json`);
  if (existsSync(path)) return (JSON.parse(readFileSync(path, 'utf8')) as Recorded | null) ?? undefined;
  let record: Recorded | undefined;
  await withFirstStep(bug, async ({ bench, original }) => {
    const tests = bench.failures.map(({ file }) => file).filter((file) => file !== '');
    const texts = Object.fromEntries(
      await Promise.all(
        [...bench.sources, ...tests].map(async (source) => [source, await bench.readText(source)]),
      ),
    );
    record = {
      original,
      texts,
      targets: bench.targets,
      failures: bench.failures,
      coverage: await bench.coverage(signal),
    };
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify(record ?? null));
  return record;
}

function benchOf(known: Recorded): TestBench {
  const tests = new Set(known.failures.map(({ file }) => file));
  return {
    ...known,
    sources: Object.keys(known.texts).filter((path) => !tests.has(path)),
    concurrency: 1,
    readText: (path) => Promise.resolve(known.texts[path] ?? ''),
    coverage: () => Promise.resolve(known.coverage),
    try: () => Promise.reject(new Error('nothing is tried here')),
  };
}

function composition(order: ReturnType<typeof ordered>): string {
  const counts = new Map<string, number>();
  for (const { operator } of order) counts.set(operator, (counts.get(operator) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
