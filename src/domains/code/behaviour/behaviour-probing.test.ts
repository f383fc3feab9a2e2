import { mkdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answer,
  codeFixture,
  signal,
  silent,
  stepOf,
  type CodeFixture,
} from '../../../../test/support/code-fixture.ts';
import type { Json } from '../../../engine/json.ts';
import type {
  BehaviourKey,
  BehaviourProbing,
  CheckedProbes,
} from '../../../engine/maker/behaviour/behaviour-probing.ts';
import type { Candidate } from '../../../engine/maker/candidate.ts';

const FILES = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/larger.js': 'export function larger(a, b) {\n  if (a > b) {\n    return a;\n  }\n  return b;\n}\n',
  'src/other.js': 'export const other = 1;\n',
  'src/noise.js':
    'export function noise(a) {\n  if (a > 3) return a + Math.random();\n  return a * 2 + Math.random();\n}\n',
  'src/files.js':
    "import { writeFileSync } from 'node:fs';\nexport function keep(a) {\n  try {\n    writeFileSync('kept', String(a));\n  } catch {}\n  return a > 3 ? a + 1 : a - 1;\n}\n",
  'src/larger.py': 'def larger(a, b):\n    if a > b:\n        return a\n    return b\n',
  'test/is.test.js': 'import test from "node:test";\ntest("is", () => {});\n',
};
const PAIRS = [[1, 2], [2, 1], [0, 0], [-1, 1], [5, 3], [3, 5], [-2, -3], [-3, -2], [9, 10], [10, 9]]; // prettier-ignore
const step = stepOf([]);

let fixture: CodeFixture;
let probing: BehaviourProbing;
beforeAll(async () => {
  fixture = await codeFixture(FILES, { offline: false });
  await fixture.session.baseline(signal, silent);
  probing = fixture.session.behaviour as BehaviourProbing;
});
afterAll(() => fixture.remove());

const reply = (file: string, name: string, calls: readonly unknown[] = PAIRS) =>
  JSON.stringify({ file, function: name, calls });
const ruleOf = async (text: string) => {
  const reading = await probing.read(text);
  return reading.ok ? 'read' : reading.flags[0]?.rule;
};
async function proposed(...args: Parameters<typeof reply>): Promise<Json> {
  const reading = await probing.read(reply(...args));
  if (!reading.ok) throw new Error(JSON.stringify(reading.flags));
  return reading.value;
}
const checked = async (...args: Parameters<typeof reply>): Promise<CheckedProbes> =>
  probing.check(await proposed(...args), signal);

/** A candidate that replaces pieces of files: `[path, search, replacement]`. */
async function candidate(...edits: readonly (readonly [string, string, string])[]): Promise<Candidate> {
  const reading = await fixture.session.readAnswer(edits.map((each) => answer(...each)).join('\n'), step);
  if (!reading.ok) throw new Error(JSON.stringify(reading.flags));
  return reading.value;
}
const IF = '  if (a > b) {\n    return a;\n  }\n  return b;';
const larger = (body: string) => candidate(['src/larger.js', IF, body]);

describe('a reply with probes', () => {
  it.each([
    ['calls of a function that is there', reply('src/larger.js', 'larger'), 'read'],
    ['a function that is not there yet', reply('src/larger.js', 'largest'), 'outside'],
    ['a file that is not there', reply('src/none.js', 'larger'), 'outside'],
    ['a file of tests', reply('test/is.test.js', 'test'), 'outside'],
    ['fewer than eight that differ', reply('src/larger.js', 'larger', PAIRS.slice(0, 7)), 'format'],
    ['one call ten times', reply('src/larger.js', 'larger', Array(10).fill([1, 2])), 'format'],
    ['words', 'Call larger(1, 2).', 'format'],
  ])('of %s', async (_what, text, rule) => {
    expect(await ruleOf(text)).toBe(rule);
  });
});

describe('probes', () => {
  it('are good when they tell the faults that are planted in the function', async () => {
    expect(await checked('src/larger.js', 'larger')).toMatchObject({
      ok: true,
      inputs: 10,
      what: 'larger of src/larger.js',
      // Of `>` and `>=` no input shows which of two equal numbers is returned.
      faults: 5,
      toldApart: 4,
    });
  });

  it.each([
    [
      'tell too few of the faults',
      'src/larger.js',
      'larger',
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [n, n]),
      /tell only 1 of 5 planted faults|any planted fault/u,
    ],
    ['are unsteady', 'src/noise.js', 'noise', [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n]), /the same twice/u],
    ['reach outside', 'src/files.js', 'keep', [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n]), /can not be called/u],
  ])('that %s are refused', async (_what, file, name, calls, reason) => {
    const found = await checked(file, name, calls);
    expect(found.ok ? '' : found.reason).toMatch(reason);
  });
});

describe('two answers', () => {
  const keyOf = async (one: Candidate, outcomes = 'all pass'): Promise<BehaviourKey> =>
    probing.keyOf(one, { probes: await proposed('src/larger.js', 'larger'), outcomes }, signal);
  const keys = async (...all: readonly Candidate[]) =>
    Promise.all(all.map(async (each) => keyOf(each))).then((found) =>
      found.map((each) => (each.ok ? each.key : each.reason)),
    );

  it('have one key whose function does the same in another way', async () => {
    const [one, other, wrong] = await keys(
      await larger('  return a > b ? a : b;'),
      await larger('  return Math.max(a, b);'),
      await larger('  return Math.min(a, b);'),
    );
    expect(one).toMatch(/^[0-9a-f]{64}$/u);
    expect(other).toBe(one);
    expect(wrong).not.toBe(one);
  });

  it('have two keys where one input shows a difference', async () => {
    const [one, other] = await keys(
      await larger('  return a > b ? a : b;'),
      await larger('  return a === 9 ? 9 : Math.max(a, b);'),
    );
    expect(other).not.toBe(one);
  });

  it('have two keys where anything else differs: another file, the rest of the file, a comment that tools obey', async () => {
    const found = await keys(
      await larger('  return Math.max(a, b);'),
      await candidate(
        ['src/larger.js', IF, '  return Math.max(a, b);'],
        ['src/other.js', 'export const other = 1;', 'export const other = 2;'],
      ),
      await candidate([
        'src/larger.js',
        `export function larger(a, b) {\n${IF}\n}`,
        'export function larger(a, b, ...more) {\n  return Math.max(a, b);\n}',
      ]),
      await larger('  // eslint-disable-next-line\n  return Math.max(a, b);'),
    );
    expect(new Set(found).size).toBe(4);
  });

  it('have two keys where tests ended differently', async () => {
    const one = await larger('  return Math.max(a, b);');
    expect(await keyOf(one, 'one fails')).not.toEqual(await keyOf(one));
  });

  it.each([
    ['is not the same from run to run', '  return Math.random() < 0.5 ? a : b;', /from run to run/u],
    ['does not end', '  for (;;) if (a === Infinity) return b;', /come to its end/u],
    ['reaches outside', "  process.kill(0, 'SIGTERM');\n  return a;", /reaches outside/u],
    ['returns what can not be looked at', '  return () => a + b;', /compared whole/u],
  ])('have no key where one %s', async (_what, body, reason) => {
    const found = await keyOf(await larger(body));
    expect(found.ok ? '' : found.reason).toMatch(reason);
  });

  it('have one key in Python, where there is a Python', async () => {
    const probes = await probing.check(await proposed('src/larger.py', 'larger'), signal);
    expect(probes).toMatchObject({ ok: true, inputs: 10 });
    if (!probes.ok) return;
    const found = [];
    for (const body of ['    return max(a, b)', '    return sorted([a, b])[-1]', '    return min(a, b)']) {
      const one = await candidate(['src/larger.py', '    if a > b:\n        return a\n    return b', body]);
      found.push(await probing.keyOf(one, { probes: probes.probes, outcomes: '' }, signal));
    }
    expect(found[0]?.ok).toBe(true);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).not.toEqual(found[0]);
  });
});

it('TypeScript is run by the compiler that the project has', async () => {
  const typed = await codeFixture(
    {
      'package.json': FILES['package.json'],
      'test/is.test.js': FILES['test/is.test.js'],
      'src/larger.ts': `export function larger(a: number, b: number): number {\n${IF}\n}\n`,
    },
    { offline: false },
    async (root) => {
      await mkdir(join(root, 'node_modules'));
      await symlink(resolve('node_modules/typescript'), join(root, 'node_modules', 'typescript'));
    },
  );
  await typed.session.baseline(signal, silent);
  const reading = await typed.session.behaviour?.read(reply('src/larger.ts', 'larger'));
  const found = reading?.ok === true ? await typed.session.behaviour?.check(reading.value, signal) : reading;
  await typed.remove();
  expect(found).toMatchObject({ ok: true, inputs: 10, faults: 5, toldApart: 4 });
});

it('nothing is run where that is switched off, offline, or before anything was approved and has run', async () => {
  expect(probing.isOn()).toBe(true);
  expect((await fixture.reopened()).behaviour?.isOn()).toBe(false);
  for (const settings of [{ offline: true }, { offline: false, behaviourProbes: false }]) {
    const other = await codeFixture({ 'package.json': FILES['package.json'], 'test/is.test.js': FILES['test/is.test.js'] }, settings); // prettier-ignore
    await other.session.baseline(signal, silent);
    expect(other.session.behaviour?.isOn()).toBe(false);
    await other.remove();
  }
});
