/** A repository of two small modules; each has one defect, one failing test and, by its tests, one small repair. */
export const CALCULATOR: Readonly<Record<string, string>> = {
  'package.json': `${JSON.stringify({ name: 'calculator', type: 'module', scripts: { test: 'node --test' } }, null, 2)}\n`,
  'src/add.js': 'export function add(a, b) {\n  return a - b;\n}\n',
  'src/larger.js': 'export function larger(a, b) {\n  return a < b ? a : b;\n}\n',
  'test/add.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { add } from '../src/add.js';

test('adds', () => assert.equal(add(2, 3), 5));
test('adds nothing', () => assert.equal(add(2, 0), 2));
`,
  'test/larger.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { larger } from '../src/larger.js';

test('takes the larger', () => assert.deepEqual([larger(2, 3), larger(3, 2)], [3, 3]));
test('takes the later of two alike', () => {
  const later = [2];
  assert.equal(larger([2], later), later);
});
`,
};
