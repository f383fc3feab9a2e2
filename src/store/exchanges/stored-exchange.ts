import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Json } from '../../engine/json.ts';
import type { Blobs } from '../../engine/ports/blobs.ts';
import type { Exchange } from '../../engine/ports/exchange.ts';
import type { JournalEvent } from '../../engine/ports/journal.ts';
import { ROLES } from '../../engine/ports/microagent.ts';

/** A text in the line itself, or the blob that holds it. */
const storedText = z.union([z.string(), z.object({ blob: z.string() })]);
export type StoredText = z.infer<typeof storedText>;

const storedExchange = z.object({
  type: z.literal('exchange'),
  sentAt: z.number(),
  purpose: z.string().optional(),
  stepId: z.string().optional(),
  role: z.enum(ROLES).optional(),
  sample: z.number().optional(),
  provider: z.string(),
  model: z.string(),
  baseUrl: z.string(),
  sent: z.object({
    maxTokens: z.number(),
    temperature: z.number().optional(),
    seed: z.number().optional(),
    schema: z.string().optional(),
    dropped: z.array(z.string()),
  }),
  messages: z.array(z.object({ role: z.string(), text: storedText })),
  variation: storedText,
  attempt: z.number(),
  waitedMs: z.number(),
  latencyMs: z.number(),
  reply: z
    .object({
      text: storedText,
      others: z.array(storedText).optional(),
      finish: z.object({ unified: z.string(), raw: z.string().nullable() }),
      usage: z.object({ input: z.number(), output: z.number(), cachedInput: z.number() }),
      requestId: z.string(),
      model: z.string(),
      costUsd: z.number().optional(),
    })
    .optional(),
  failure: z.object({ code: z.string(), message: z.string(), status: z.number().nullable() }).optional(),
});

/** An exchange as its line holds it: long texts are blobs, so that what many share is stored once. */
export type StoredExchange = z.infer<typeof storedExchange>;

/** Returns what a line of the log holds, or undefined when it is no exchange. */
export function storedExchangeOf(event: Json): StoredExchange | undefined {
  return storedExchange.safeParse(event).data;
}

/** A text this short costs less in the line than in a file of its own. */
const LONGEST_INLINE = 1024;
/** Hashes of what was stored last: as many as some steps with all their samples need. */
const MOST_KNOWN = 4096;

/** Puts texts into blobs. One that this process stored a moment ago is not looked for on the disk again. */
export class TextShelf {
  readonly #blobs: Blobs;
  readonly #known = new Set<string>();

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  async put(text: string): Promise<StoredText> {
    if (text.length <= LONGEST_INLINE) return text;
    const hash = createHash('sha256').update(text).digest('hex');
    if (this.#known.has(hash)) return { blob: hash };
    const blob = await this.#blobs.put(text);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.add(blob);
    return { blob };
  }
}

/** Stores the texts and returns the line that records the exchange. */
export async function exchangeEvent(exchange: Exchange, shelf: TextShelf): Promise<JournalEvent> {
  const { at, about = {}, messages, variation, reply, ...rest } = exchange;
  const { sampleIndex, ...whom } = about as Partial<NonNullable<Exchange['about']>>;
  const stored = [];
  for (const { role, content } of messages) stored.push({ role, text: await shelf.put(content) });
  const line = {
    type: 'exchange' as const,
    sentAt: at,
    ...whom,
    ...(sampleIndex !== undefined && { sample: sampleIndex }),
    ...rest,
    messages: stored,
    variation: await shelf.put(variation),
    ...(reply !== undefined && { reply: await storedReply(reply, shelf) }),
  };
  return line as unknown as JournalEvent;
}

async function storedReply(reply: NonNullable<Exchange['reply']>, shelf: TextShelf) {
  const others = [];
  for (const text of reply.others ?? []) others.push(await shelf.put(text));
  const text = await shelf.put(reply.text);
  return { ...reply, text, ...(others.length > 0 && { others }) };
}
