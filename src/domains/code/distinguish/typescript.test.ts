import { mkdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  answer,
  codeFixture,
  place,
  signal,
  stepOf,
  type CodeFixture,
} from '../../../../test/support/code-fixture.ts';
import type { AskForInputs } from '../../../engine/maker/domain.ts';

const runsTypescript = 'stripTypeScriptTypes' in (process.getBuiltinModule('node:module') as object);
const FILES = {
  'package.json': '{ "scripts": { "test": "node --test" } }\n',
  'tsconfig.json':
    '{ // as people write it\n  "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }\n',
  'test/nothing.test.js': 'import("node:test").then(({ default: test }) => test("is", () => {}));\n',
  'src/kinds.ts': 'export interface Kind { readonly step: number }\nexport enum Way { Up = 1, Down = -1 }\n',
  'src/near.ts': 'import { Way } from "./kinds";\nexport const up: number = Way.Up;\n',
  'src/folder/index.ts': 'export const half = 0.5 as number;\n',
  'src/names.json': '{ "factor": 1 }\n',
  'src/round.ts': [
    'import { type Kind, Way } from "./kinds.js";',
    'import { up } from "./near";',
    'import { half } from "./folder";',
    'export function round(value: number, kind?: Kind): number {',
    '  return value;',
    '}',
    '',
  ].join('\n'),
  'src/alias.ts': [
    'import { half } from "@/folder";',
    'import names from "./names.json";',
    'export class Box<T> { constructor(readonly held: T) {} }',
    'export const round = (value: number): number => {',
    '  return value;',
    '};',
    '',
  ].join('\n'),
};
const HALF_UP = '  return Math.floor((value + half) / up) * Way.Up;';
const HALF_AWAY = '  return Math.sign(value) * Math.round(Math.abs(value)) * up;';

let fixture: CodeFixture | undefined;
afterEach(() => fixture?.remove());

/** A project with the packages of this one in its node_modules. */
async function project(...packages: readonly string[]): Promise<CodeFixture> {
  fixture = await codeFixture(FILES, {}, async (root) => {
    await mkdir(join(root, 'node_modules'), { recursive: true });
    for (const name of packages)
      await symlink(resolve('node_modules', name), join(root, 'node_modules', name), 'dir');
  });
  return fixture;
}

async function distinguished({ session }: CodeFixture, file: string, ...bodies: readonly [string, string]) {
  const step = stepOf([]);
  const candidates = bodies.map(async (body) => {
    const reading = await session.readAnswer(answer(file, '  return value;', body), step);
    if (!reading.ok) throw new Error(JSON.stringify(reading.flags));
    return reading.value;
  });
  const [one, other] = [await candidates[0]!, await candidates[1]!];
  const ask: AskForInputs = (_shown, read) => {
    const reading = read(JSON.stringify({ file, function: 'round', calls: [[2.4], [-2.5]] }));
    return Promise.resolve(reading.ok ? reading.value : undefined);
  };
  return session.distinguish?.(one, other, { step, place, feedback: [] }, signal, ask);
}

describe('two answers in TypeScript', () => {
  it.each(['typescript', 'esbuild'])(
    'are run by the %s of the project, with the files that they import',
    async (compiler) => {
      const found = await distinguished(await project(compiler), 'src/round.ts', HALF_UP, HALF_AWAY);
      expect(found).toEqual({ input: 'round(-2.5) of src/round.ts', outcomes: ['-2', '-3'] });
    },
  );

  it('find what they import by the paths of tsconfig.json, and JSON', async () => {
    const box = '  return Math.floor(new Box(value).held + half) * names.factor;';
    const found = await distinguished(
      await project('typescript'),
      'src/alias.ts',
      box,
      '  return Math.ceil(value);',
    );
    expect(found).toEqual({ input: 'round(2.4) of src/alias.ts', outcomes: ['2', '3'] });
  });

  it('are run by a Node that takes types away, and elsewhere not at all, for a reason that is said', async () => {
    const found = await distinguished(await project(), 'src/round.ts', HALF_UP, HALF_AWAY);
    if (runsTypescript) expect(found).toMatchObject({ input: 'round(-2.5) of src/round.ts' });
    else
      expect(found).toEqual({
        none: `src/round.ts was not run: it does not load: TypeScript is run with typescript or esbuild, and the project has neither in node_modules, nor does Node ${process.version} run it by itself.`,
      });
  });
});
