import type { Grammars } from '../../syntax/grammars.ts';
import { decodeText } from '../../text/decoded-text.ts';
import { isScriptWithCarriageReturns } from '../text-form.ts';
import { FormWriter } from './form-writer.ts';
import { languageFormOf } from './languages/language-forms.ts';
import { localNames } from './local-names.ts';

/**
 * Returns what a file says to its language: without comments and layout, with one spelling for what can be spelled in
 * several ways, and with local names numbered in the order they appear. Two files with one form mean the same; names that
 * others can see, types, and comments that tools obey are in it. Undefined without a table for the language, without a
 * prepared grammar, or where the text does not follow the grammar.
 */
export function syntaxFormOf(
  path: string,
  bytes: Uint8Array,
  grammars: Pick<Grammars, 'parse'>,
): string | undefined {
  const language = languageFormOf(path);
  const decoded = language === undefined ? undefined : decodeText(bytes);
  if (language === undefined || decoded === undefined) return undefined;
  if (isScriptWithCarriageReturns(decoded.text)) return undefined;
  const tree = grammars.parse(path, decoded.text.replaceAll('\r\n', '\n'));
  if (tree === undefined || tree.fault !== undefined) return undefined;
  const form = new FormWriter(tree, language, localNames(tree, language.names)).form();
  return `${decoded.encoding}${decoded.bom ? ' with mark' : ''}\n${form}`;
}
