import { inFolder } from '../../folder/folder-view.ts';
import type { Verifier } from './verifier.ts';

/** Returns the paths that the verifier's command or script names: a file there that is changed may check less than it did. */
export function verifierFiles({ command, script }: Verifier, folder: string): ReadonlySet<string> {
  const words = 'argv' in command ? command.argv : wordsOf(command.shellLine);
  return new Set([...words, ...wordsOf(script ?? '')].map((word) => inFolder(folder, plain(word))));
}

function wordsOf(line: string): string[] {
  return line.split(/[\s"'`;|&()=]+/).filter((word) => word !== '');
}

function plain(word: string): string {
  return word.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
}
