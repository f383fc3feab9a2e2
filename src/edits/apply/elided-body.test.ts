import { expect, test } from 'vitest';
import { elidedLine } from './elided-body.ts';

function isElided(line: string, path = 'src/a.js'): boolean {
  return elidedLine({ path, added: [line], base: [] }) !== undefined;
}

test.each([
  '// ... rest unchanged',
  '// ...existing code...',
  '  # ... existing code ...',
  '/* unchanged */',
  '// … (rest of the function)',
  '// rest of the file',
  '// The rest of the code remains the same',
  '// Existing code here',
  '// Other methods remain unchanged',
  '// [rest of implementation]',
  '-- ... same as before',
  '// ... (previous imports)',
  '# remaining code unchanged',
  'function f() { /* ... */ }',
  '// ...',
  '...',
  '// no changes here',
  '// code omitted for brevity',
  '{/* ... rest of the JSX ... */}',
])('%s stands in place of lines left out', (line) => {
  expect(isElided(line)).toBe(true);
});

test.each([
  '// Other imports',
  '// other methods',
  '// remaining lines',
  '// the rest of the lines are joined with a comma',
  '// unchanged since the last call',
  'const [first, ...rest] = items;',
  'call(...existing);',
  '// previous value',
  '// loading...',
  '# wait for the same key...pressed twice',
  'const url = "http://example.com/rest of the code";',
  "log('...');",
  '// existing entries win',
  '// same as before, but with the new key',
])('%s is an honest line', (line) => {
  expect(isElided(line)).toBe(false);
});

test('dots alone are a statement in Python and prose in Markdown', () => {
  expect(isElided('...', 'a.py')).toBe(false);
  expect(isElided('# ... existing code', 'README.md')).toBe(false);
});
