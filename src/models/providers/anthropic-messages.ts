import type Anthropic from '@anthropic-ai/sdk';
import type { ChatRequest, FinishReason } from '../../engine/ports/chat-model.ts';
import { isRecord } from '../../engine/json.ts';
import { serverLimits } from '../limiter/server-limits.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import type { ProviderClient, ProviderClientOptions, ProviderReply } from './provider-client.ts';
import { wholeMessages } from './whole-messages.ts';
import { strictSchema } from './strict-schema.ts';
import { UnexpectedReply } from './unexpected-reply.ts';

type Body = Anthropic.MessageCreateParamsNonStreaming;

/** Returns a client of Anthropic's Messages API. */
export function anthropicMessagesClient(options: ProviderClientOptions): ProviderClient {
  let client: Promise<Anthropic> | undefined;
  const connected = () => (client ??= connectAnthropic(options));
  return {
    async send(request, capabilities, signal) {
      const anthropic = await connected();
      const body = requestBody(options.model, request, capabilities);
      // Not `messages.create`, which writes its advice about models to the terminal.
      const sent = anthropic.post<unknown>('/v1/messages', { body, signal });
      const { data, request_id, response } = await sent.withResponse();
      return {
        ...reply(data, request_id ?? null),
        limits: serverLimits(response.headers, Date.now()),
      };
    },
    async modelNames(signal) {
      const anthropic = await connected();
      const page = await anthropic.models.list({}, { signal });
      return page.data.map((each) => each.id);
    },
  };
}

/** Returns the SDK's client, with nothing that it would retry, log or read from the environment by itself. */
export async function connectAnthropic({ key, baseUrl }: ProviderClientOptions): Promise<Anthropic> {
  const { default: Client } = await import('@anthropic-ai/sdk');
  return new Client({
    apiKey: key ?? 'none',
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
    openTelemetry: false,
  });
}

function requestBody(model: string, request: ChatRequest, capabilities: Capabilities): Body {
  const { temperature, schema } = request;
  const messages = wholeMessages(request);
  const system = messages.filter((each) => each.role === 'system').map((each) => each.content);
  return {
    model,
    max_tokens: request.maxTokens,
    messages: messages.flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, content }])),
    ...(system.length > 0 && { system: system.join('\n\n') }),
    ...(capabilities.temperature && temperature !== undefined && { temperature }),
    ...(capabilities.schema &&
      schema !== undefined && {
        output_config: { format: { type: 'json_schema', schema: strictSchema(schema.schema) } },
      }),
  };
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool',
  refusal: 'refusal',
};

function reply(data: unknown, headerId: string | null): ProviderReply {
  if (!isRecord(data) || !Array.isArray(data['content'])) throw new UnexpectedReply('no content');
  const raw = typeof data['stop_reason'] === 'string' ? data['stop_reason'] : null;
  const usage = isRecord(data['usage']) ? data['usage'] : {};
  return {
    text: data['content'].map(blockText).join(''),
    finish: { unified: FINISH[raw ?? ''] ?? 'other', raw },
    tokens: {
      input: count(usage['input_tokens']),
      output: count(usage['output_tokens']),
      cacheRead: count(usage['cache_read_input_tokens']),
      cacheWrite: count(usage['cache_creation_input_tokens']),
    },
    requestId: textOf(data['id']) || (headerId ?? ''),
    model: textOf(data['model']),
  };
}

/** Reasoning blocks are not part of the answer. */
function blockText(block: unknown): string {
  return isRecord(block) && block['type'] === 'text' ? textOf(block['text']) : '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : 0;
}
