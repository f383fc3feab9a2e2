import type { SourceFile } from '../syntax/source-file.ts';

/** True when a name that is not exported stands only where it is declared: something has forgotten to use it. */
export function isUnused(name: string, source: SourceFile): boolean {
  const word = name.replaceAll('$', '\\$');
  const uses = source.text.match(new RegExp(`(?<![\\w$])${word}(?![\\w$])`, 'g'))?.length ?? 0;
  return (
    uses < 2 &&
    !new RegExp(
      `\\bexport\\s+(?:default\\s+)?(?:async\\s+)?(?:function\\*?|const|let|var|class)\\s+${word}(?![\\w$])`,
    ).test(source.text)
  );
}
