import { expect, it } from 'vitest';
import type { Verifier } from './verifier.ts';
import { verifierFiles } from './verifier-files.ts';

const verifier = (more: Partial<Verifier>): Verifier => ({
  command: { argv: ['npm', 'test'] },
  shown: 'npm test',
  runner: 'exit-status',
  from: 'package.json',
  ...more,
});

it.each([
  [{ command: { argv: ['node', './check.mjs', '--all'] } }, '', 'check.mjs'],
  [{ command: { shellLine: 'cd . && node "tools/check.mjs"' } }, '', 'tools/check.mjs'],
  [{ script: 'CONFIG=x.json node check.js; true' }, 'packages/a', 'packages/a/check.js'],
  [{ script: 'vitest run --config=vitest.slow.ts' }, '', 'vitest.slow.ts'],
] satisfies [Partial<Verifier>, string, string][])('%j in "%s" names %s', (more, folder, path) => {
  expect(verifierFiles(verifier(more), folder)).toContain(path);
});
