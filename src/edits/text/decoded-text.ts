/** How a file's characters are stored. `latin-1` stands for any bytes that are not UTF-8: each byte is one character. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1';

/** A file as text, with what is needed to write it back byte for byte. */
export interface DecodedText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly bom: boolean;
}

const BYTE_ORDER_MARKS: Readonly<Record<TextEncoding, readonly number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
  'latin-1': [],
};

/** How far git looks for a NUL before it calls a file binary. */
const BINARY_PROBE_BYTES = 8000;

/** Returns the file as text, or undefined when it is binary (a NUL among its first 8,000 bytes and no UTF-16 mark). */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const marked = (['utf-16le', 'utf-16be', 'utf-8'] as const).find((name) => startsWithMark(bytes, name));
  if (marked === 'utf-16le' || marked === 'utf-16be') return decodeUtf16(bytes, marked);
  if (bytes.subarray(0, BINARY_PROBE_BYTES).includes(0)) return undefined;
  const utf8 = decodeUtf8(bytes.subarray(marked === 'utf-8' ? 3 : 0));
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8', bom: marked === 'utf-8' };
  return { text: Buffer.from(bytes).toString('latin1'), encoding: 'latin-1', bom: false };
}

/** Returns the bytes of the text in its encoding, or the first character that the encoding cannot hold. */
export function encodeText(
  decoded: DecodedText,
): { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly unencodable: string } {
  const { text, encoding, bom } = decoded;
  const unencodable = encoding === 'latin-1' ? /[^\u0000-\u00ff]/u.exec(text)?.[0] : undefined;
  if (unencodable !== undefined) return { ok: false, unencodable };
  const mark = Buffer.from(bom ? BYTE_ORDER_MARKS[encoding] : []);
  return { ok: true, bytes: new Uint8Array(Buffer.concat([mark, encodedBody(text, encoding)])) };
}

function encodedBody(text: string, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  return Buffer.from(text, encoding === 'latin-1' ? 'latin1' : 'utf8');
}

function startsWithMark(bytes: Uint8Array, encoding: TextEncoding): boolean {
  return BYTE_ORDER_MARKS[encoding].every((byte, index) => bytes[index] === byte);
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): DecodedText | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  const body = Buffer.from(bytes.subarray(2));
  const text = (encoding === 'utf-16be' ? body.swap16() : body).toString('utf16le');
  return { text, encoding, bom: true };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
