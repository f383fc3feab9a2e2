import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answer,
  codeFixture,
  place,
  signal,
  stepOf,
  type CodeFixture,
} from '../../../../test/support/code-fixture.ts';
import type { Candidate } from '../../../engine/maker/candidate.ts';
import type { AskForInputs, Distinction, NoDistinction } from '../../../engine/maker/domain.ts';
import { readInputs } from './inputs-reply.ts';

const FILES = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/round.js': 'export function round(value) {\n  return value;\n}\n\nexport const limit = 3;\n',
  'src/mean.py': 'def mean(values):\n    return 0\n',
  'test/round.test.js': 'import test from "node:test";\ntest("is", () => {});\n',
};
const HALF_UP = '  return Math.floor(value + 0.5);';
const HALF_AWAY = '  return Math.sign(value) * Math.round(Math.abs(value));';
const step = stepOf([]);

let fixture: CodeFixture;
beforeAll(async () => {
  fixture = await codeFixture(FILES);
});
afterAll(() => fixture.remove());

async function candidate(path: string, was: string, becomes: string): Promise<Candidate> {
  const reading = await fixture.session.readAnswer(answer(path, was, becomes), step);
  if (!reading.ok) throw new Error(JSON.stringify(reading.flags));
  return reading.value;
}
const rounding = (body: string) => candidate('src/round.js', '  return value;', body);

/** Answers like a model that is asked once; remembers what it was shown. */
function replying(reply: unknown, shown: (readonly string[])[] = []): AskForInputs {
  return (options, read) => {
    shown.push(options);
    const reading = read(JSON.stringify(reply));
    return Promise.resolve(reading.ok ? reading.value : undefined);
  };
}
const calls = (...list: unknown[][]) => ({ file: 'src/round.js', function: 'round', calls: list });

async function distinguished(
  one: string,
  other: string,
  ask: AskForInputs | undefined,
): Promise<Distinction | NoDistinction | undefined> {
  const pair = [await rounding(one), await rounding(other)] as const;
  return fixture.session.distinguish?.(...pair, { step, place, feedback: [] }, signal, ask);
}

describe('two answers', () => {
  it('are told apart by the first input on which they differ, both run on it', async () => {
    const shown: (readonly string[])[] = [];
    const found = await distinguished(HALF_UP, HALF_AWAY, replying(calls([2.4], [-2.5], [-3.5]), shown));
    expect(found).toEqual({ input: 'round(-2.5) of src/round.js', outcomes: ['-2', '-3'] });
    expect(shown[0]?.map((diff) => diff.includes('+  return Math.'))).toEqual([true, true]);
  });

  it('differ also where one of them throws', async () => {
    const found = await distinguished('  return value.a;', '  return value?.a;', replying(calls([null])));
    expect(found).toMatchObject({
      outcomes: [expect.stringMatching(/^an exception, TypeError: /u), 'undefined'],
    });
  });

  it.each([
    [
      'behave alike on all inputs',
      HALF_UP,
      HALF_AWAY,
      calls([1], [2]),
      /^The two answers make the same of round\(1\), round\(2\) of src\/round\.js\.$/u,
    ],
    [
      'are not the same from run to run',
      '  return Math.random();',
      '  return 1;',
      calls([1]),
      /; 1 of them differ from run to run\.$/u,
    ],
    [
      'can not be loaded',
      '  return 1;\n}\nthrow 1;\nif (0) {',
      '  return 2;',
      calls([1]),
      /^src\/round\.js was not run: it does not load: 1\.$/u,
    ],
    [
      'have no such function',
      HALF_UP,
      HALF_AWAY,
      { ...calls([-2.5]), function: 'limit' },
      /^src\/round\.js was not run: it exports no function limit\.$/u,
    ],
    [
      'end before the calls do',
      '  process.exit(0);',
      '  return 2;',
      calls([1]),
      /^src\/round\.js was not run: it ended before its calls did\.$/u,
    ],
    [
      'are asked about a file that neither changes',
      HALF_UP,
      HALF_AWAY,
      { ...calls([1]), file: '../x.js' },
      /^No reply named a function/u,
    ],
  ])('that %s are not told apart, and it is said why', async (_what, one, other, reply, none) => {
    expect(await distinguished(one, other, replying(reply))).toEqual({
      none: expect.stringMatching(none) as string,
    });
  });

  it('are not run where no model can be asked', async () => {
    expect(await distinguished(HALF_UP, HALF_AWAY, undefined)).toEqual({
      none: 'There is no model to ask for inputs.',
    });
  });

  it('in Python are run where there is a Python', async () => {
    const python = (body: string) => candidate('src/mean.py', '    return 0', body);
    const pair = [
      await python('    return sum(values) / len(values)'),
      await python('    return sum(values) // len(values)'),
    ] as const;
    const ask = replying({ file: 'src/mean.py', function: 'mean', calls: [[[2, 2]], [[1, 2]], [[]]] });
    const found = await fixture.session.distinguish?.(...pair, { step, place, feedback: [] }, signal, ask);
    expect(found).toEqual({ input: 'mean([2,2]) of src/mean.py', outcomes: ['2.0', '2'] });
  });
});

describe('a reply with inputs', () => {
  const paths = ['src/round.js'];
  const flagOf = (text: string) => {
    const reading = readInputs(text, paths);
    return reading.ok ? reading.value : reading.flags[0]?.rule;
  };

  it('is read with or without a fence around it', () => {
    const text = JSON.stringify(calls([1], ['a', null]));
    const read = { path: 'src/round.js', name: 'round', calls: [[1], ['a', null]] };
    expect(flagOf(text)).toEqual(read);
    expect(flagOf(`\`\`\`json\n${text}\n\`\`\``)).toEqual(read);
  });

  it.each([
    ['words', 'Try round(-2.5).', 'format'],
    ['words before it', `Here: ${JSON.stringify(calls([1]))}`, 'format'],
    ['a name that is code', JSON.stringify({ ...calls([1]), function: 'a();b' }), 'format'],
    ['no calls', JSON.stringify(calls()), 'format'],
    ['more than is asked for', JSON.stringify({ ...calls([1]), shell: 'rm' }), 'format'],
    ['another file', JSON.stringify({ ...calls([1]), file: 'src/other.js' }), 'outside'],
    ['far too much', JSON.stringify(calls(['x'.repeat(9000)])), 'too-long'],
  ])('that is %s is thrown away', (_what, text, rule) => {
    expect(flagOf(text)).toBe(rule);
  });
});
