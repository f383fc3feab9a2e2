import { MicrofactoryError } from '../../engine/error.ts';
import { t } from '../l10n.ts';
import { hasMixedLineEndings, keepLineEndings } from './keep-line-endings.ts';

const BOM = '\ufeff';

/** Returns what an editor saved as text, with the byte order mark and the mixed line endings of the original; throws `usage` for bytes that are not UTF-8. */
export function savedText(original: string, bytes: Uint8Array): string {
  return likeOriginal(original, decoded(bytes));
}

/** Returns an edited text with the byte order mark and the mixed line endings of the original. */
export function likeOriginal(original: string, edited: string): string {
  const body = withoutBom(edited);
  const begun = withoutBom(original);
  const text = hasMixedLineEndings(begun) ? keepLineEndings(begun, body) : body;
  return original.startsWith(BOM) ? BOM + text : text;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const message = t(
      'The edits were saved in another encoding than UTF-8: save them with the encoding UTF-8.',
    );
    throw new MicrofactoryError({ code: 'usage', message, cause });
  }
}

function withoutBom(text: string): string {
  return text.startsWith(BOM) ? text.slice(BOM.length) : text;
}
