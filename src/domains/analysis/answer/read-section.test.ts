import { describe, expect, it } from 'vitest';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { FolderFiles } from '../folder-files.ts';
import { readSection } from './read-section.ts';

const FILES: Readonly<Record<string, string>> = {
  'src/parser.js': 'one\ntwo\nthree\n',
  'docs/guide.md': 'Run it twice,\nthen look.\n',
};

const files: FolderFiles = {
  paths: Object.keys(FILES),
  has: (path) => path === 'src' || path === 'docs' || path in FILES,
  text: (path) => Promise.resolve(FILES[path]),
};

const step: StepBrief = {
  ...{ id: '2', title: 'What is wrong', description: 'Say it.', kind: 'section', depth: 1 },
  ...{ promise: { kind: 'none' }, mayBreak: [], files: [] },
};

const read = (text: string) => readSection(text, step, files);
const rules = async (body: string, head = '## What is wrong\n\n') => {
  const reading = await read(head + body);
  return reading.ok ? [] : reading.flags.map(({ rule }) => rule);
};

describe('a section is flagged and discarded when it', () => {
  it.each([
    ['has nothing under its heading', '', ['empty']],
    ['speaks of itself', 'As an AI language model I see no fault.', ['refusal']],
    ['refuses', 'I cannot help with that.', ['refusal']],
    ['holds a placeholder', 'Costs: [insert number here].', ['placeholder']],
    ['leaves work to be done', 'TODO: say more.', ['placeholder']],
    ['is filled with nothing', 'Lorem ipsum dolor sit amet.', ['placeholder']],
    ['is cut off within code', '```js\nconst a', ['truncated']],
    ['links a file that is not there', 'See [it](src/lexer.js).', ['unknown-file']],
    [
      'links by a definition to a file that is not there',
      'See [it].\n\n[it]: src/lexer.js',
      ['unknown-file'],
    ],
    ['shows a picture that is not there', '![plan](plan.png)', ['unknown-file']],
    ['links out of the folder', 'See [it](../../etc/passwd).', ['unknown-file']],
    ['links what is neither file nor page', 'See [it](javascript:alert(1)).', ['link']],
    ['names a place in a file that is not there', 'Look at src/lexer.js:3 again.', ['unknown-file']],
    ['names a line behind the end', 'Look at `src/parser.js:40`.', ['unknown-line']],
    ['quotes words that do not stand there', '> Run it thrice\n> — docs/guide.md', ['quote-not-found']],
    ['quotes a file that is not there', '> Run it\n> — docs/manual.md', ['unknown-file']],
    ['has a heading as high as its own', 'Text.\n\n## More\n\nText.', ['heading-level']],
    ['has one heading twice', '### A\n\nx\n\n### A\n\ny', ['heading-twice']],
  ])('%s', async (_what, body, expected) => {
    expect(await rules(body)).toEqual(expected);
  });

  it.each([
    ['no heading', 'Everything is wrong.'],
    ['another heading', '## What is right\n\nText.'],
    ['a heading of another level', '# What is wrong\n\nText.'],
    ['words before its heading', 'Here it is:\n\n## What is wrong\n\nText.'],
  ])('has %s', async (_what, text) => {
    expect(await rules(text, '')).toContain('heading-missing');
  });
});

describe('a section is read when it', () => {
  it.each([
    ['links files, folders and pages', '[a](src/parser.js), [b](./docs), [c](https://example.org).'],
    ['names a line that is there', 'See src/parser.js:3 and `docs/guide.md:1`.'],
    [
      'quotes a file word for word, however its lines break',
      '> Run it twice, then\n> look.\n> — docs/guide.md',
    ],
    ['quotes a person', '> It never works\n> — the author'],
    ['reports placeholders that it found', 'There are eight `TODO: later` and one:\n\n> TODO: mend\n> me'],
    ['names a port or a time', 'It listens at example.org:443 at 10:30, see http://a.example/b:80.'],
    ['is in one fence', '```'],
  ])('%s', async (what, body) => {
    const text = what.endsWith('fence') ? '```markdown\n## What is wrong\n\nText.\n```' : undefined;
    expect(text === undefined ? await rules(body) : await rules('', text)).toEqual([]);
  });

  it('numbers its heading or writes it in other capitals', async () => {
    expect(await rules('Text.', '## 2. what is  WRONG\n\n')).toEqual([]);
  });
});

it('two sections that differ in white space, bullets or quotation marks are the same answer, and no others', async () => {
  const key = async (body: string) => {
    const reading = await read(`## What is wrong\n\n${body}`);
    return reading.ok ? reading.value.key : 'flagged';
  };
  expect(await key('* “One”  thing.\n* Two.')).toBe(await key('- "One" thing.\n-   Two.\n'));
  expect(await key('It is one thing.')).not.toBe(await key('It is two things.'));
});
