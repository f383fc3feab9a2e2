// Writes docs/guarantees.md from the mutation tables, so that it names only guarantees that a test is known to hold.
// With --check it only says whether the file is up to date, and whether every breakage still finds what it breaks.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadMutations, problemOf } from './mutations/table.mjs';
import { root } from './project.mjs';

const FILE = join(root, 'docs', 'guarantees.md');

const HEAD = `# Guarantees

What Microfactory promises, the tests that show it, and the breakage of the code that turns them red. \`npm run mutate\`
applies the breakages one by one to a copy of the project and shows it; \`npm run mutate -- NAME\` only those whose name
begins so. This page is made from the same tables (\`node scripts/guarantees.mjs\`), so it can't promise what nothing checks.

| guarantee | shown by | breakage | in |
|---|---|---|---|
`;

const row = ({ name, guarantee, file, tests }) =>
  `| ${guarantee.replaceAll('|', '\\|')} | ${tests.map((test) => `\`${test}\``).join(', ')} | \`${name}\` | \`${file}\` |`;

const page = `${HEAD}${(await loadMutations()).map(row).join('\n')}\n`;

if (process.argv.includes('--check')) {
  for (const mutation of await loadMutations()) {
    const problem = await problemOf(mutation);
    if (problem === undefined) continue;
    console.error(problem);
    process.exitCode = 1;
  }
  const now = await readFile(FILE, 'utf8');
  if (now !== page) {
    console.error('docs/guarantees.md is not what the mutation tables say; run: node scripts/guarantees.mjs');
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, page);
}
