import { grammarFilesOf, type GrammarName } from '../../../syntax/languages.ts';
import type { LanguageForm } from '../language-form.ts';
import { JAVASCRIPT, TYPESCRIPT } from './javascript.ts';
import { PYTHON } from './python.ts';

const FORMS: Readonly<Partial<Record<GrammarName, LanguageForm>>> = {
  javascript: JAVASCRIPT,
  typescript: TYPESCRIPT,
  tsx: TYPESCRIPT,
  python: PYTHON,
};

/** Returns the table of a file's language, if there is one. */
export function languageFormOf(path: string): LanguageForm | undefined {
  const grammar = grammarFilesOf(path)?.grammar;
  return grammar === undefined ? undefined : FORMS[grammar];
}
