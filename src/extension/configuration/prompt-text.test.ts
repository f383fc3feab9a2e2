import { expect, test } from 'vitest';
import { promptText } from './prompt-text.ts';

const preview = { role: 'solver', source: '/w/t/solver.hbs', system: 'Rules.\n\n', user: '# Step\nDo it.' };

test('the parts of a prompt stand one after the other, as they are', () => {
  const text = promptText(preview);
  expect(text).toMatch(/^<!-- .*solver.*\/w\/t\/solver\.hbs -->\n/u);
  expect(text.indexOf('Rules.')).toBeGreaterThan(text.indexOf('system'));
  expect(text.indexOf('# Step\nDo it.')).toBeGreaterThan(text.indexOf('user ═'));
});

test('an empty part is left out', () => {
  expect(promptText({ ...preview, system: '' })).not.toContain('system');
});

test('the path of a template cannot end the comment that names it', () => {
  expect(promptText({ ...preview, source: '/w/--> <b>' }).split('\n')[0]).toMatch(/--› <b> -->$/u);
});
