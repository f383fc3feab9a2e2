import { z } from 'zod';
import { parseJson } from '../../engine/json.ts';
import { isSessionId } from '../session-id.ts';

/** Raised when an older Microfactory could no longer read what a newer one exports. */
export const ARCHIVE_FORMAT = 1;
/** Name of the first file of an archive. */
export const MANIFEST = 'manifest.json';
export const LARGEST_MANIFEST_BYTES = 256 * 1024 * 1024;
export const LARGEST_FILE_BYTES = 1024 * 1024 * 1024;
const LARGEST_TOTAL_BYTES = 64 * LARGEST_FILE_BYTES;

/** The only names that an archive may hold: none leads out of a folder. */
const NAME = /^(?:(?:journal|exchanges)\/\d{6,9}\.jsonl(?:\.gz)?|snapshot\.json|blobs\/[0-9a-f]{64})$/;

const file = z.strictObject({
  path: z.string().regex(NAME),
  bytes: z.number().int().min(0).max(LARGEST_FILE_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const manifest = z.strictObject({
  format: z.literal(ARCHIVE_FORMAT),
  session_id: z.string().refine(isSessionId),
  /** Number of the journal's last entry. */
  last_seq: z.number().int().min(1),
  /** In the order of the archive. */
  files: z.array(file),
});

export type ArchivedFile = z.infer<typeof file>;
export type Manifest = z.infer<typeof manifest>;

/** Returns the manifest, or why it is refused, as words that end a sentence. */
export function readManifest(text: string): Manifest | string {
  const value = parseJson(text);
  const format = z.object({ format: z.number() }).safeParse(value);
  if (format.success && format.data.format > ARCHIVE_FORMAT)
    return `a newer Microfactory wrote it (format ${format.data.format}): update this one`;
  const parsed = manifest.safeParse(value);
  if (!parsed.success) return 'its manifest does not describe a session';
  const { files } = parsed.data;
  if (new Set(files.map(({ path }) => path)).size < files.length) return 'it names a file twice';
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return total > LARGEST_TOTAL_BYTES ? `it holds more than ${LARGEST_TOTAL_BYTES} bytes` : parsed.data;
}
