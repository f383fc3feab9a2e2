// `node scripts/journal-fixtures.mjs <version>`: records sessions into test/fixtures/journals/<version>/, which must not exist yet.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { runTypeScript } from './run-typescript.mjs';

const [version = ''] = process.argv.slice(2);
const folder = join(root, 'test', 'fixtures', 'journals', version);
if (!/^v\d+$/.test(version) || existsSync(folder)) {
  console.error('Name a version that was not recorded yet (v2, v3 …): recorded journals are never changed.');
  process.exitCode = 2;
} else process.exitCode = await runTypeScript('test/support/write-journal-fixtures.ts', [folder]);
