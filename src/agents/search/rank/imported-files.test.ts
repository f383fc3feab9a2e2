import { expect, it } from 'vitest';
import { importedFiles } from './imported-files.ts';

const FILES: Record<string, string> = {
  'test/a.test.js':
    "import { a } from '../src/a.js';\nconst b = require('../lib');\nconst c = await import('../src/c.mjs');",
  'src/a.js': "export * from './deep.js';",
  'src/deep.ts': "import './a.js';",
  'lib/index.js': '',
  'src/c.mjs': '',
  'src/unrelated.js': '',
};

it('finds imports of every form, with their distance', async () => {
  const sources = Object.keys(FILES).filter((path) => !path.startsWith('test/'));
  const found = await importedFiles(['test/a.test.js'], sources, (path) =>
    Promise.resolve(FILES[path] ?? ''),
  );
  expect([...found].sort()).toEqual([
    ['lib/index.js', 1],
    ['src/a.js', 1],
    ['src/c.mjs', 1],
    ['src/deep.ts', 2],
  ]);
});
