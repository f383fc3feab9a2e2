import { expect, test } from 'vitest';
import { archiveName } from './archive-name.ts';

test.each([
  ['Fix the failing tests', 'fix-the-failing-tests-2ba75b9f.tar.gz'],
  ['../../etc/passwd\n<img>', 'etc-passwd-img-2ba75b9f.tar.gz'],
  ['Größe prüfen: 日本', 'gro-e-pru-fen-2ba75b9f.tar.gz'],
  ['…', '2ba75b9f.tar.gz'],
  [`${'word '.repeat(20)}`, 'word-word-word-word-word-word-word-word-2ba75b9f.tar.gz'],
])('the export of %j is called %s', (prompt, name) => {
  expect(archiveName(prompt, '2ba75b9f-d71b-4e94-97f9-02bae21f93a3')).toBe(name);
});
