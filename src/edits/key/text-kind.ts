/**
 * What white space may mean in a file.
 * `exact`: every byte counts. `lines`: line endings and one final newline do not. `code`: nor trailing white space,
 * outside literals of several lines.
 */
export type TextKind = 'exact' | 'lines' | 'code';

/** Snapshots, patches, tables and recorded output are compared byte for byte; shells and make choke on `\r`. */
const EXACT =
  /\.(?:snap|diff|patch|golden|approved|expected|tsv|csv|out|sh|bash|zsh|fish|bat|cmd|mk|mak|eml|pem)$|(?:^|\/)(?:GNU)?[Mm]akefile(?:\.\w+)?$|(?:^|\/)__snapshots__\//;

/** Languages in which `literalRanges` knows every literal that can span lines. */
const CODE =
  /\.(?:[cm]?[jt]sx?|pyi?|go|java|kts?|scala|swift|cs|c|h|cc|cpp|cxx|hh|hpp|json|jsonc|json5|css|scss|less)$/i;

/** Returns what white space means in the file, judged by its path alone; unknown kinds keep their trailing white space. */
export function textKind(path: string): TextKind {
  if (EXACT.test(path)) return 'exact';
  return CODE.test(path) ? 'code' : 'lines';
}
