import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inEditorWords } from './editor-words.ts';

const SOURCES = join(import.meta.dirname, '../..');

/** Rooms whose sentences come to the editor: all but the other face and what measures. */
const ROOMS = [
  'agents',
  'app',
  'config',
  'domains',
  'edits',
  'engine',
  'models',
  'prompts',
  'store',
  'workspace',
];

/** What no command of the editor does. */
const ONLY_OF_THE_COMMAND_LINE = ['--context-json'];

/** A flag or command in a sentence, with what stands around it; arguments of programs begin their string. */
const NAMED = /(?:[^'"`\n]{0,60}[ (]--[a-z][a-z-]+|`microfactory [a-z]+\\`)[^'`\n]{0,60}/gu;

function sentences(): string[] {
  return ROOMS.flatMap((room) => {
    const files = readdirSync(join(SOURCES, room), { recursive: true, encoding: 'utf8' });
    return (
      files
        .filter((file) => file.endsWith('.ts') && !/testing|\.test\.ts$/u.test(file))
        .flatMap((file) => readFileSync(join(SOURCES, room, file), 'utf8').split('\n'))
        .filter((line) => !/^\s*(?:\/\/|\*|\/\*)/u.test(line))
        // What other programs are given is theirs.
        .filter((line) => !/\b(?:npx|node|git) /u.test(line))
        .flatMap((line) => line.match(NAMED) ?? [])
    );
  });
}

const flagsOf = (said: string) =>
  (said.match(/(?<=[ (])--[a-z][a-z-]+/gu) ?? []).filter((flag) => FLAGS.has(flag));

/** The flags that the command line has. */
const FLAGS = new Set(
  readdirSync(join(SOURCES, 'cli/program'), { encoding: 'utf8' })
    .map((file) => readFileSync(join(SOURCES, 'cli/program', file), 'utf8'))
    .flatMap((text) => text.match(/--[a-z][a-z-]+/gu) ?? []),
);

test('whatever flag a sentence of the engine names, the editor says it otherwise', () => {
  const named = sentences().filter((said) => flagsOf(said).length > 0);
  expect(named.length).toBeGreaterThan(10);
  const left = named.flatMap((said) => flagsOf(inEditorWords(said)).map((flag) => [flag, said]));
  expect(left.filter(([flag]) => !ONLY_OF_THE_COMMAND_LINE.includes(flag ?? ''))).toEqual([]);
});

test.each([
  [
    "A lead of 3 can't be reached with 4 samples: use --samples 7.",
    "A lead of 3 can't be reached with 4 samples: use microfactory.samples: 7.",
  ],
  [
    'No key for the provider openai: set OPENAI_API_KEY in the environment or in ~/.env, or use --llm-provider offline, which needs none.',
    'No key for the provider openai: set OPENAI_API_KEY in the environment or in ~/.env, or use microfactory.provider: offline, which needs none.',
  ],
  [
    'Using openai, because OPENAI_API_KEY is set; choose another with --llm-provider.',
    'Using openai, because OPENAI_API_KEY is set; choose another with microfactory.provider.',
  ],
  [
    'Say how many disks there are, from 1 to 24, for example --prompt "Move 8 disks".',
    'Say how many disks there are, from 1 to 24, for example "Move 8 disks".',
  ],
  [
    'that you have not approved: read it, then run again with --yes-module.',
    'that you have not approved: read it, then run again and allow it.',
  ],
  [
    'The folder /x does not exist; give another with --repo-path.',
    'The folder /x does not exist; open another.',
  ],
  [
    'for example --llm-model p=0.9, or p=0.9,v=0.97 for 3 % of red flags besides',
    'for example microfactory.model: p=0.9, or p=0.9,v=0.97 for 3 % of red flags besides',
  ],
  [
    'No session has an id that begins with "ab": `microfactory status` lists them.',
    'No session has an id that begins with "ab": the Sessions view lists them.',
  ],
])('%s', (said, here) => {
  expect(inEditorWords(said)).toBe(here);
});

test('what names no flag of ours stays as it is', () => {
  for (const said of ['git failed: fatal: unknown option --quiet', 'a -- b', 'The command was: jest --json'])
    expect(inEditorWords(said)).toBe(said);
});
