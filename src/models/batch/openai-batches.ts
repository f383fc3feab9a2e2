import type OpenAI from 'openai';
import { isRecord, parseJson } from '../../engine/json.ts';
import { CHAT_FINISH, takeChatChunk, takeChatCompletion } from '../providers/openai-chat-answer.ts';
import { chatBody } from '../providers/openai-chat.ts';
import { connectOpenai } from '../providers/openai-sdk.ts';
import type { ProviderClientOptions } from '../providers/provider-client.ts';
import type { BatchOutcome, BatchWire } from './batch-wire.ts';
import { refusal } from './refusal.ts';

const ENDPOINT = '/v1/chat/completions';

/** Returns OpenAI's batches: a file of requests goes up, files of answers and of errors come down. */
export function openaiBatches(options: ProviderClientOptions): BatchWire {
  let client: Promise<OpenAI> | undefined;
  const connected = () => (client ??= connectOpenai(options));
  return {
    bodyOf: (request, capabilities) => chatBody(options.model, request, capabilities),
    answers: {
      takeEvent: takeChatChunk,
      takeWhole: takeChatCompletion,
      finish: CHAT_FINISH,
      saysCost: false,
      idHeader: 'x-request-id',
    },
    async submit(items) {
      const openai = await connected();
      const lines = items.map(({ id, body }) =>
        JSON.stringify({ custom_id: id, method: 'POST', url: ENDPOINT, body }),
      );
      const file = await openai.files.create({
        file: new File([`${lines.join('\n')}\n`], 'requests.jsonl', { type: 'application/jsonl' }),
        purpose: 'batch',
      });
      const batch = await openai.batches.create({
        input_file_id: file.id,
        endpoint: ENDPOINT,
        completion_window: '24h',
      });
      return batch.id;
    },
    async outcomes(batchId) {
      const openai = await connected();
      const batch = await openai.batches.retrieve(batchId);
      if (!ENDED.has(batch.status)) return undefined;
      if (batch.status === 'failed' && batch.error_file_id === undefined) throw invalid(batch);
      const files = [batch.output_file_id, batch.error_file_id].filter((id) => typeof id === 'string');
      const texts = await Promise.all(files.map(async (id) => (await openai.files.content(id)).text()));
      return new Map(texts.flatMap(outcomesIn));
    },
    async cancel(batchId) {
      await (await connected()).batches.cancel(batchId);
    },
  };
}

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** The file of requests itself was refused. */
function invalid({ errors }: OpenAI.Batch): Error {
  const [first] = errors?.data ?? [];
  return refusal(400, first?.message ?? 'the batch was refused', first?.code ?? undefined);
}

function outcomesIn(text: string): [string, BatchOutcome][] {
  return text.split('\n').flatMap((line): [string, BatchOutcome][] => {
    const value = line.trim() === '' ? undefined : parseJson(line);
    if (!isRecord(value) || typeof value['custom_id'] !== 'string') return [];
    return [[value['custom_id'], outcomeOf(value)]];
  });
}

function outcomeOf({ response, error }: Record<string, unknown>): BatchOutcome {
  if (isRecord(response)) {
    const status = Number(response['status_code']);
    if (status === 200) return { kind: 'answer', data: response['body'] };
    return { kind: 'error', error: refusal(status, ...saidIn(response['body'])) };
  }
  const [message, code] = saidIn(error);
  if (code === 'batch_expired' || code === 'batch_cancelled') return { kind: 'unanswered' };
  return { kind: 'error', error: refusal(500, message, code) };
}

function saidIn(value: unknown): [message: string, code: string | undefined, param: string | undefined] {
  const outer = isRecord(value) ? value : {};
  const body = isRecord(outer['error']) ? outer['error'] : outer;
  const textOf = (name: string) => (typeof body[name] === 'string' ? body[name] : undefined);
  return [
    textOf('message') ?? 'the request failed in its batch',
    textOf('code') ?? textOf('type'),
    textOf('param'),
  ];
}
