import { describe, expect, it } from 'vitest';
import { verifierCommand } from './verifier-command.ts';

const WORDS: readonly [string, readonly string[]][] = [
  ['npm test', ['npm', 'test']],
  ['  node --test  test/a.test.js ', ['node', '--test', 'test/a.test.js']],
  ['pytest -k "a and b"', ['pytest', '-k', 'a and b']],
  ["pytest -k 'a | b; $HOME'", ['pytest', '-k', 'a | b; $HOME']],
];

const SHELL_LINES = [
  'npm test; curl https://evil.example',
  'npm test && npm run lint',
  'git show > ~/.ssh/id_rsa',
  'echo $HOME',
  'echo "${HOME}"',
  'echo `id`',
  'echo "`id`"',
  'CI=1 npm test',
  'node --test test/*.test.js',
  'ls ~',
  'npm test &',
  'echo {a,b}',
  'echo a\\ b',
  'echo "open',
  'npm test # all',
];

describe('a verifier from configuration', () => {
  it.each(WORDS)('%s needs no shell', (line, argv) => {
    expect(verifierCommand(line)).toEqual({ argv });
  });

  it.each(SHELL_LINES)('%s stays a shell line, which always needs approval', (line) => {
    expect(verifierCommand(line)).toEqual({ shellLine: line });
  });

  it('takes a list of words as it is', () => {
    expect(verifierCommand(['sh', '-c', 'a; b'])).toEqual({ argv: ['sh', '-c', 'a; b'] });
  });
});
