import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isRecord } from '../../src/engine/json.ts';

/** The body of one request in a batch, and how often the server was asked before. */
export interface BatchedRequest {
  readonly body: Readonly<Record<string, unknown>>;
  readonly index: number;
}

/** What becomes of it. */
export type BatchAnswer = string | { readonly status: number; readonly type: string } | 'expired';

export interface BatchServer {
  readonly openaiUrl: string;
  readonly anthropicUrl: string;
  /** Every request of every batch, as it came. */
  readonly requests: readonly BatchedRequest[];
  /** The size of each batch. */
  readonly batches: readonly number[];
  /** Ids of the batches that were cancelled. */
  readonly cancelled: readonly string[];
  /** While true, no batch ends. */
  isHeld: boolean;
  stop(): Promise<void>;
}

interface Batch {
  readonly id: string;
  readonly items: readonly { readonly id: string; readonly answer: BatchAnswer; readonly model: string }[];
  isCancelled: boolean;
}

const USAGE = { input: 100, output: 10 };

/** Starts a server that speaks the batches of OpenAI and of Anthropic, and nothing else. */
export async function startBatchServer(
  answer: (request: BatchedRequest) => BatchAnswer,
): Promise<BatchServer> {
  const requests: BatchedRequest[] = [];
  const files = new Map<string, string>();
  const batches = new Map<string, Batch>();
  const state = { isHeld: false, cancelled: [] as string[], sizes: [] as number[] };

  const create = (
    lines: readonly { readonly id: string; readonly body: Record<string, unknown> }[],
  ): Batch => {
    const items = lines.map(({ id, body }) => {
      const request = { body, index: requests.length };
      requests.push(request);
      return { id, answer: answer(request), model: String(body['model']) };
    });
    const batch: Batch = { id: `batch_${batches.size + 1}`, items, isCancelled: false };
    batches.set(batch.id, batch);
    state.sizes.push(items.length);
    return batch;
  };
  const hasEnded = (batch: Batch): boolean => batch.isCancelled || !state.isHeld;

  const openaiBatch = (batch: Batch) => ({
    ...{ id: batch.id, object: 'batch', endpoint: '/v1/chat/completions', created_at: 0 },
    status: batch.isCancelled ? 'cancelled' : state.isHeld ? 'in_progress' : 'completed',
    ...(hasEnded(batch) && { output_file_id: `out-${batch.id}`, error_file_id: `err-${batch.id}` }),
  });
  const anthropicBatch = ({ id, ...batch }: Batch) => ({
    ...{ id, type: 'message_batch', results_url: `/v1/messages/batches/${id}/results` },
    processing_status: hasEnded({ id, ...batch }) ? 'ended' : 'in_progress',
  });

  const routes: readonly (readonly [
    RegExp,
    (match: string, request: IncomingMessage, body: Buffer) => unknown,
  ])[] = [
    [
      /^POST \/v1\/files$/,
      async (_, request, body) => {
        const form = await new Response(new Uint8Array(body), {
          headers: { 'content-type': request.headers['content-type'] ?? '' },
        }).formData();
        const id = `file-${files.size + 1}`;
        files.set(id, await (form.get('file') as File).text());
        return { id, object: 'file', purpose: form.get('purpose') };
      },
    ],
    [
      /^GET \/v1\/files\/(out|err)-(\w+)\/content$/,
      (match) => {
        const [, kind, id = ''] = /(out|err)-(\w+)\/content/.exec(match) ?? [];
        const batch = batches.get(id) as Batch;
        const isAnswer = (item: Batch['items'][number]) =>
          !batch.isCancelled && typeof item.answer === 'string' && item.answer !== 'expired';
        const lines = batch.items.filter((item) => isAnswer(item) === (kind === 'out'));
        return lines.map((item) => JSON.stringify(openaiLine(item, batch.isCancelled))).join('\n');
      },
    ],
    [
      /^POST \/v1\/batches$/,
      (_, __, body) => {
        const { input_file_id: file } = JSON.parse(body.toString()) as { input_file_id: string };
        const lines = (files.get(file) ?? '').split('\n').filter(Boolean);
        return openaiBatch(
          create(
            lines.map((line) => {
              const { custom_id: id, body: asked } = JSON.parse(line) as {
                custom_id: string;
                body: Record<string, unknown>;
              };
              return { id, body: asked };
            }),
          ),
        );
      },
    ],
    [
      /^POST \/v1\/messages\/batches$/,
      (_, __, body) => {
        const { requests: asked } = JSON.parse(body.toString()) as {
          requests: { custom_id: string; params: Record<string, unknown> }[];
        };
        return anthropicBatch(create(asked.map(({ custom_id: id, params }) => ({ id, body: params }))));
      },
    ],
    [
      /^POST .*\/batches\/\w+\/cancel$/,
      (match) => {
        const batch = batches.get(/(\w+)\/cancel$/.exec(match)?.[1] ?? '') as Batch;
        batch.isCancelled = true;
        state.cancelled.push(batch.id);
        return match.includes('/messages/') ? anthropicBatch(batch) : openaiBatch(batch);
      },
    ],
    [
      /^GET \/v1\/messages\/batches\/\w+\/results$/,
      (match) => {
        const batch = batches.get(/(\w+)\/results$/.exec(match)?.[1] ?? '') as Batch;
        return batch.items.map((item) => JSON.stringify(anthropicLine(item, batch.isCancelled))).join('\n');
      },
    ],
    [/^GET \/v1\/messages\/batches\/\w+$/, (match) => found(batches, match, anthropicBatch)],
    [/^GET \/v1\/batches\/\w+$/, (match) => found(batches, match, openaiBatch)],
  ];

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void (async () => {
        const path = new URL(request.url ?? '/', 'http://here').pathname;
        const line = `${request.method} ${path}`;
        const route = routes.find(([pattern]) => pattern.test(line));
        const answered = await route?.[1](line, request, Buffer.concat(chunks));
        if (answered === undefined) return response.writeHead(404).end('{"error":{"message":"not here"}}');
        const isText = typeof answered === 'string';
        response.setHeader('content-type', isText ? 'application/x-jsonl' : 'application/json');
        return response.end(isText ? answered : JSON.stringify(answered));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    openaiUrl: `${url}/v1`,
    anthropicUrl: url,
    requests,
    batches: state.sizes,
    cancelled: state.cancelled,
    get isHeld() {
      return state.isHeld;
    },
    set isHeld(value) {
      state.isHeld = value;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function found(batches: ReadonlyMap<string, Batch>, line: string, shown: (batch: Batch) => unknown): unknown {
  const batch = batches.get(/(\w+)$/.exec(line)?.[1] ?? '');
  return batch === undefined ? undefined : shown(batch);
}

function openaiLine({ id, answer, model }: Batch['items'][number], isCancelled: boolean) {
  const code = isCancelled ? 'batch_cancelled' : 'batch_expired';
  if (isCancelled || answer === 'expired')
    return { custom_id: id, response: null, error: { code, message: code } };
  if (isRecord(answer)) {
    const body = { error: { message: answer.type, type: answer.type } };
    return { custom_id: id, response: { status_code: answer.status, body }, error: null };
  }
  const usage = { prompt_tokens: USAGE.input, completion_tokens: USAGE.output };
  const choices = [{ index: 0, message: { role: 'assistant', content: answer }, finish_reason: 'stop' }];
  const body = { id: `chatcmpl-${id}`, object: 'chat.completion', model, choices, usage };
  return { custom_id: id, response: { status_code: 200, body }, error: null };
}

function anthropicLine({ id, answer, model }: Batch['items'][number], isCancelled: boolean) {
  if (isCancelled) return { custom_id: id, result: { type: 'canceled' } };
  if (answer === 'expired') return { custom_id: id, result: { type: 'expired' } };
  if (isRecord(answer)) {
    const error = { type: 'error', error: { type: answer.type, message: answer.type } };
    return { custom_id: id, result: { type: 'errored', error } };
  }
  const usage = { input_tokens: USAGE.input, output_tokens: USAGE.output };
  const content = [{ type: 'text', text: answer }];
  const message = {
    id: `msg_${id}`,
    type: 'message',
    role: 'assistant',
    model,
    content,
    stop_reason: 'end_turn',
    usage,
  };
  return { custom_id: id, result: { type: 'succeeded', message } };
}
