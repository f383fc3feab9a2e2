import { z } from 'zod';
import { MicrofactoryError } from '../../../engine/error.ts';
import type { Json } from '../../../engine/json.ts';
import type { FileChange, TreeId } from '../../../engine/ports/workspace.ts';
import { utf8 } from '../../folder/folder-view.ts';

const schema = z.object({
  /** The accepted tree that the changes were made for. */
  from: z.string(),
  changes: z.array(
    z.object({
      path: z.string(),
      content: z.union([z.string(), z.object({ base64: z.string() }), z.null()]),
    }),
  ),
});

/** What a candidate changes, and on which tree. */
export interface CodePayload {
  readonly from: TreeId;
  readonly changes: readonly FileChange[];
}

/** Returns the payload as JSON; bytes that are not UTF-8 as base64. */
export function payloadJson(payload: CodePayload): Json {
  const changes = payload.changes.map(({ path, content }) => {
    const text = content === null ? null : utf8(content);
    return { path, content: text ?? (content && { base64: Buffer.from(content).toString('base64') }) };
  });
  return { from: payload.from, changes };
}

/** Returns what `payloadJson` wrote; throws `store` when the JSON is not a payload. */
export function payloadFromJson(json: Json): CodePayload {
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    throw new MicrofactoryError({
      code: 'store',
      message: 'A recorded candidate cannot be read; ask for more samples of its step.',
      cause: parsed.error,
    });
  const changes = parsed.data.changes.map(({ path, content }) => ({ path, content: bytesOf(content) }));
  return { from: parsed.data.from, changes };
}

function bytesOf(content: string | { readonly base64: string } | null): Uint8Array | null {
  if (content === null) return null;
  return typeof content === 'string'
    ? new TextEncoder().encode(content)
    : Buffer.from(content.base64, 'base64');
}
