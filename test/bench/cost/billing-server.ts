import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import {
  automatic,
  marked,
  markedBeginnings,
  NO_BILL,
  plus,
  tokensOf,
  type Bill,
  type Block,
} from './bill.ts';

export interface BillingServerOptions {
  /** Whether the provider caches anything. */
  readonly caches: boolean;
  /** Characters of each answer. */
  readonly answer: string;
}

export interface BillingServer {
  readonly url: string;
  readonly bill: Bill;
  /** Requests so far. */
  readonly requests: number;
  /** Forgets what was billed and cached. No answer begins from now on before so many requests are there. */
  reset(together: number): void;
  stop(): Promise<void>;
}

/** An answer begins when nobody else has asked for so long: requests that come together are seen together. */
const QUIET_MS = 150;

type Json = Record<string, unknown>;

/**
 * Starts a server that speaks OpenAI's Chat Completions and Anthropic's Messages, streamed, and bills as they do: from the bytes
 * that arrive and what was in the cache when they did. A beginning is in the cache as soon as the answer to it begins.
 */
export async function startBillingServer(options: BillingServerOptions): Promise<BillingServer> {
  const beginnings = new Set<string>();
  let bill = NO_BILL;
  let requests = 0;
  let lastAt = 0;
  let together = 1;
  const isQuiet = async () => {
    while (requests < together || performance.now() - lastAt < QUIET_MS) await setTimeout(10);
  };
  const take = async (input: Bill, choices: number, kept: readonly string[]): Promise<Bill> => {
    requests += 1;
    lastAt = performance.now();
    await isQuiet();
    const own = { ...input, output: choices * tokensOf(options.answer.length) };
    bill = plus(bill, own);
    if (options.caches) for (const beginning of kept) beginnings.add(beginning);
    return own;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = JSON.parse(await bodyOf(request)) as Json;
    const isAnthropic = request.url?.includes('messages') === true;
    const blocks = isAnthropic ? blocksOf(body) : [];
    const prompt = isAnthropic ? '' : promptOf(body);
    const choices = Number(body['n'] ?? 1);
    const billed = isAnthropic ? marked(blocks, { beginnings }) : automatic(prompt, { beginnings });
    const own = await take(billed, choices, isAnthropic ? markedBeginnings(blocks) : [prompt]);
    const id = `answer-${requests}-${bill.output}`;
    const events = isAnthropic
      ? anthropicEvents(own, { id, text: options.answer, model: String(body['model']) })
      : openaiEvents(own, { id, text: options.answer, model: String(body['model']), choices });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': id });
    response.end(events.join(''));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: String(error), type: 'invalid_request_error' } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get bill() {
      return bill;
    },
    get requests() {
      return requests;
    },
    reset(atLeast) {
      together = atLeast;
      beginnings.clear();
      bill = NO_BILL;
      requests = 0;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What OpenAI compares: everything in the order in which it stands. */
function promptOf(body: Json): string {
  const messages = body['messages'] as { readonly role: string; readonly content: unknown }[];
  return messages.map(({ role, content }) => `${role}\n${textOf(content)}\n`).join('');
}

/** System first, then messages: each block, and whether it ends with a mark. */
function blocksOf(body: Json): Block[] {
  const messages = body['messages'] as { readonly content: unknown }[];
  return [body['system'], ...messages.map(({ content }) => content)].flatMap((content) =>
    Array.isArray(content)
      ? content.map((part: Json) => ({
          text: textOf([part]),
          isMarked: part['cache_control'] !== undefined && part['cache_control'] !== null,
        }))
      : [{ text: textOf(content), isMarked: false }],
  );
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return typeof content === 'string' ? content : '';
  return content.map((part: Json) => (typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

interface Said {
  readonly id: string;
  readonly model: string;
  readonly text: string;
}

function openaiEvents(
  bill: Bill,
  { id, model, text, choices }: Said & { readonly choices: number },
): string[] {
  const chunk = (more: Json) =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 0, model, ...more })}\n\n`;
  const each = Array.from({ length: choices }, (_, index) => index);
  return [
    ...each.map((index) => chunk({ choices: [{ index, delta: { role: 'assistant', content: text } }] })),
    ...each.map((index) => chunk({ choices: [{ index, delta: {}, finish_reason: 'stop' }] })),
    chunk({
      choices: [],
      usage: {
        prompt_tokens: bill.input + bill.cacheRead,
        completion_tokens: bill.output,
        total_tokens: bill.input + bill.cacheRead + bill.output,
        prompt_tokens_details: { cached_tokens: bill.cacheRead },
      },
    }),
    'data: [DONE]\n\n',
  ];
}

function anthropicEvents(bill: Bill, { id, model, text }: Said): string[] {
  const event = (type: string, more: Json) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
  const usage = {
    input_tokens: bill.input,
    cache_read_input_tokens: bill.cacheRead,
    cache_creation_input_tokens: bill.cacheWrite,
    output_tokens: 1,
  };
  const message = { id, type: 'message', role: 'assistant', model, content: [], stop_reason: null, usage };
  return [
    event('message_start', { message: { ...message, stop_sequence: null } }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: bill.output },
    }),
    event('message_stop', {}),
  ];
}
