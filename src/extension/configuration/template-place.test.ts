import { expect, test } from 'vitest';
import { isTemplatePlace } from './template-place.ts';

const inWorkspace = (path: string) => path.startsWith('/ws/');

test.each(['/ws/prompts/a.hbs', '/ws/a.md', '/home/me/.microfactory/prompts/a.hbs'])(
  '%s may be created',
  (path) => {
    expect(isTemplatePlace(path, inWorkspace)).toBe(true);
  },
);

test.each([
  '/ws/../home/me/a.md',
  '/home/me/.microfactory/../notes/a.md',
  '/ws/sub/../../etc/a.txt',
  '/ws\\..\\x.md',
  '/elsewhere/a.hbs',
  '/ws/.git/a.txt',
  '/ws/.bashrc',
])('%s may not be created', (path) => {
  expect(isTemplatePlace(path, inWorkspace)).toBe(false);
});
