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
  formatting: z
    .array(
      z.object({
        path: z.string(),
        formatter: z.string(),
        refusal: z.string().optional(),
        reason: z.string().optional(),
      }),
    )
    .optional(),
});

/** How a file was formatted before it was compared; with a refusal where the formatter could not be relied on. */
export interface Formatting {
  readonly path: string;
  readonly formatter: string;
  readonly refusal?: string | undefined;
  readonly reason?: string | undefined;
}

/** What a candidate changes, and on which tree. */
export interface CodePayload {
  readonly from: TreeId;
  readonly changes: readonly FileChange[];
  /** Left out where the repository has no formatter for any of the files. */
  readonly formatting?: readonly Formatting[];
}

/** Returns the payload as JSON; bytes that are not UTF-8 as base64. */
export function payloadJson(payload: CodePayload): Json {
  const changes = payload.changes.map(({ path, content }) => {
    const text = content === null ? null : utf8(content);
    return { path, content: text ?? (content && { base64: Buffer.from(content).toString('base64') }) };
  });
  const formatting = (payload.formatting ?? []).map((each): Json => ({ ...each }) as Json);
  return { from: payload.from, changes, ...(formatting.length === 0 ? {} : { formatting }) };
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
  const { from, formatting = [] } = parsed.data;
  return { from, changes, ...(formatting.length === 0 ? {} : { formatting }) };
}

/** Returns how the files of a recorded candidate were formatted; empty for what is no payload of this domain. */
export function formattingOf(json: Json): readonly Formatting[] {
  return schema.pick({ formatting: true }).safeParse(json).data?.formatting ?? [];
}

function bytesOf(content: string | { readonly base64: string } | null): Uint8Array | null {
  if (content === null) return null;
  return typeof content === 'string'
    ? new TextEncoder().encode(content)
    : Buffer.from(content.base64, 'base64');
}
