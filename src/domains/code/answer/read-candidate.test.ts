import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DomainSession } from '../../../engine/maker/domain.ts';
import {
  answer,
  CALC,
  codeFixture,
  signal,
  silent,
  stepOf,
  type CodeFixture,
} from '../../../../test/support/code-fixture.ts';
import { installPackages } from '../../../../test/support/installed-packages.ts';

let fixture: CodeFixture;
let session: DomainSession;
const many = Array.from({ length: 80 }, (_none, index) => `export const x${index} = ${index};`).join('\n');

beforeAll(async () => {
  const files = {
    ...CALC,
    'src/many.js': `${many}\n`,
    'data.json': '{"a": 1}\n',
    'odd.json': '{a: 1} // no\n',
    'tool.py': 'def f(a):\n    return a\n',
  };
  fixture = await codeFixture(files);
  session = fixture.session;
});
afterAll(() => fixture.remove());

const whole = (path: string, text: string) => `\`\`\`${path}\n${text}\n\`\`\`\n`;
const flagsOf = async (text: string) => {
  const reading = await session.readAnswer(text, stepOf(['test/calc.test.js › adds']));
  return reading.ok ? [] : reading.flags.map(({ rule }) => rule);
};

describe('an answer is flagged and discarded when it', () => {
  it.each([
    ['has no edit', 'I would change the sign.', ['format-missing']],
    [
      'names a line that is not there',
      answer('src/calc.js', 'return a / b;', 'return a + b;'),
      ['does-not-apply'],
    ],
    ['does not parse any more', answer('src/calc.js', '  return a - b;', '  return a + ;'), ['syntax']],
    [
      'does not parse any more in a language with a grammar',
      answer('tool.py', 'def f(a):', 'def f(a:'),
      ['syntax'],
    ],
    ['makes JSON that is none', whole('data.json', '{"a": }'), ['syntax']],
    ['leaves the folder', whole('../evil.js', 'x'), ['invalid-path']],
    ['writes to an absolute path', whole('/etc/evil', 'x'), ['invalid-path']],
    [
      'changes more lines than a step may',
      whole('src/many.js', many.replaceAll('=', '= 1 +')),
      ['granularity'],
    ],
    [
      'changes more files than a step may',
      ['a', 'b', 'c', 'd'].map((n) => whole(`src/${n}.js`, `export const ${n} = 1;`)).join('\n'),
      ['granularity'],
    ],
    [
      'leaves work undone that was not undone before',
      answer('src/calc.js', '  return a - b;', '  return a + b; // TODO: large numbers'),
      ['new-stub'],
    ],
  ])('%s', async (_what, text, rules) => {
    expect(await flagsOf(text)).toEqual(rules);
  });
});

it('does not ask of a file that it parses when it did not before', async () => {
  expect(await flagsOf(whole('odd.json', '{a: 2} // no'))).toEqual([]);
});

it('does not ask of a new file that it parses where the grammar may not know all of its language', async () => {
  expect(await flagsOf(whole('new.py', 'def f(a:'))).toEqual([]);
});

it.each([
  ['.github/workflows/ci.yml', 'on: push', /workflows/],
  [
    'test/calc.test.js',
    (CALC['test/calc.test.js'] as string).replace('add(1, 2), 3', 'add(1, 2), -1').trimEnd(),
    /test-weakened/,
  ],
  [
    'package.json',
    (CALC['package.json'] as string).replace('node --test test/', 'true').trimEnd(),
    /package\.json/,
  ],
])('needs a person’s yes for a change of %s', async (path, text, sentence) => {
  const reading = await session.readAnswer(whole(path, text), stepOf(['test/calc.test.js › adds']));
  expect(reading).toMatchObject({ ok: true, value: { needsPerson: [expect.stringMatching(sentence)] } });
});

it('lets tests be added without asking', async () => {
  const text = `${CALC['test/calc.test.js']}test('more', () => assert.equal(add(0, 0), 0));`;
  const reading = await session.readAnswer(
    whole('test/calc.test.js', text),
    stepOf(['test/calc.test.js › adds']),
  );
  expect(reading).toMatchObject({ ok: true, value: { needsPerson: [] } });
});

it('gives two spellings of one change the same key', async () => {
  const step = stepOf([]);
  const block = await session.readAnswer(answer('src/calc.js', '  return a - b;', '  return a + b;'), step);
  const text = (CALC['src/calc.js'] as string).replace('a - b', 'a + b');
  const edit = await session.readEdit([{ path: 'src/calc.js', text }], step);
  expect(block.ok && edit.ok && block.value.key === edit.value.key).toBe(true);
});

it('gives two answers the same key that differ in names and layout alone', async () => {
  const step = stepOf([]);
  const of = (name: string) => whole('src/more.js', `export const more = (${name}) => ${name} + 1;`);
  const [one, other] = [await session.readAnswer(of('a'), step), await session.readAnswer(of('b'), step)];
  expect(one.ok && other.ok && one.value.key === other.value.key).toBe(true);
  expect(one.ok && other.ok && one.value.tiers['text'] !== other.value.tiers['text']).toBe(true);
});

describe('in a repository with a formatter of its own', () => {
  const layouts = ['a { color: red }', 'a\n{\n  color : red;\n}'];
  const read = async (settings: { repositoryFormatter?: boolean }, restored = true) => {
    const own = await codeFixture({ ...CALC, '.prettierrc': '{}' }, { offline: false, ...settings }, (root) =>
      installPackages(root, ['prettier']),
    );
    try {
      if (restored) await own.session.baseline(signal, silent);
      const readings = [];
      for (const text of layouts)
        readings.push(await own.session.readAnswer(whole('a.css', text), stepOf([])));
      return readings.flatMap((reading) => (reading.ok ? [reading.value] : []));
    } finally {
      await own.remove();
    }
  };

  it('gives two layouts the same key, and records what formatted them', async () => {
    const [one, other] = await read({});
    expect(one?.tiers['text']).not.toBe(other?.tiers['text']);
    expect(one?.tiers['format']).toBe(other?.tiers['format']);
    expect(one?.key).toBe(other?.key);
    expect(one?.payload).toMatchObject({ formatting: [{ path: 'a.css', formatter: 'Prettier' }] });
  });

  it('runs it neither where the settings say no nor before anything else of the repository was run', async () => {
    for (const [one, other] of [await read({ repositoryFormatter: false }), await read({}, false)]) {
      expect(one?.key).not.toBe(other?.key);
      expect(one?.payload).not.toHaveProperty('formatting');
    }
  });
});
