import { expect, test } from 'vitest';
import { EDIT_FORMAT_GUIDE } from './edit-format-guide.ts';
import { parseAnswer } from './index.ts';

test('the examples that models are shown are read as what they say', () => {
  const parsed = parseAnswer(EDIT_FORMAT_GUIDE);
  expect(parsed).toMatchObject({
    ok: true,
    plan: {
      format: 'path-in-fence',
      edits: [
        { kind: 'replace', path: 'src/a.js', before: 'the lines as they stand in the file now\n' },
        { kind: 'whole', path: 'src/new.js', after: 'the whole file\n' },
      ],
    },
  });
});
