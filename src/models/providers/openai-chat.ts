import type OpenAI from 'openai';
import type { ChatRequest, FinishReason } from '../../engine/ports/chat-model.ts';
import { isRecord } from '../../engine/json.ts';
import type { HttpProvider } from '../../protocol/providers.ts';
import { serverLimits } from '../limiter/server-limits.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import type { ProviderClient, ProviderClientOptions, ProviderReply } from './provider-client.ts';
import { wholeMessages } from './whole-messages.ts';
import { strictSchema } from './strict-schema.ts';
import { UnexpectedReply } from './unexpected-reply.ts';

type Body = OpenAI.ChatCompletionCreateParamsNonStreaming;

/** Returns a client of Chat Completions: OpenAI's own and every server of that form. */
export function openaiChatClient(options: ProviderClientOptions): ProviderClient {
  let client: Promise<OpenAI> | undefined;
  const connected = () => (client ??= connectOpenai(options));
  return {
    async send(request, capabilities, signal) {
      const openai = await connected();
      const body = requestBody(options.model, request, capabilities);
      const { data, request_id, response } = await openai.chat.completions
        .create(body, { signal })
        .withResponse();
      const limits = serverLimits(response.headers, Date.now());
      return { ...reply(data, request_id), ...saidCost(options.provider, data), limits };
    },
    async modelNames(signal) {
      const openai = await connected();
      const page = await openai.models.list({ signal });
      return page.data.map((each) => each.id);
    },
  };
}

/** Returns the SDK's client, with nothing that it would retry, log or read from the environment by itself. */
export async function connectOpenai({ provider, key, baseUrl }: ProviderClientOptions): Promise<OpenAI> {
  const { default: Client } = await import('openai');
  return new Client({
    apiKey: key ?? 'none',
    baseURL: baseUrl,
    maxRetries: 0,
    // Ours is the only clock: the SDK's must never fire first.
    timeout: 2 ** 31 - 1,
    // The SDK's own log prints requests.
    logLevel: 'off',
    // OPENAI_ORG_ID and OPENAI_PROJECT_ID are for OpenAI alone.
    ...(provider !== 'openai' && { organization: null, project: null }),
    adminAPIKey: null,
    webhookSecret: null,
    ...(key === undefined && { defaultHeaders: { Authorization: null } }),
  });
}

function requestBody(model: string, request: ChatRequest, capabilities: Capabilities): Body {
  const { temperature, seed, schema } = request;
  return {
    model,
    messages: wholeMessages(request).map(({ role, content }) => ({ role, content })),
    [capabilities.tokensParameter]: request.maxTokens,
    ...(capabilities.temperature && temperature !== undefined && { temperature }),
    ...(capabilities.seed && seed !== undefined && { seed }),
    ...(capabilities.schema &&
      schema !== undefined && {
        response_format: {
          type: 'json_schema',
          json_schema: { name: schema.name, schema: strictSchema(schema.schema), strict: true },
        },
      }),
  };
}

const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'refusal',
  tool_calls: 'tool',
  function_call: 'tool',
};

function reply(data: unknown, headerId: string | null): ProviderReply {
  const completion = record(data, 'no JSON object');
  const choices = completion['choices'];
  const choice = record(Array.isArray(choices) ? choices[0] : undefined, 'no choices');
  const message = record(choice['message'], 'no message');
  const refusal = textOf(message['refusal']);
  const raw = typeof choice['finish_reason'] === 'string' ? choice['finish_reason'] : null;
  return {
    text: refusal === '' ? contentText(message['content']) : refusal,
    finish: { unified: refusal === '' ? (FINISH[raw ?? ''] ?? 'other') : 'refusal', raw },
    tokens: tokens(completion['usage']),
    // The completion's own id survives caches in between; the header's is new for every request.
    requestId: textOf(completion['id']) || (headerId ?? ''),
    model: textOf(completion['model']),
  };
}

/** OpenRouter says with each answer what it cost; a field of that name means nothing elsewhere. */
function saidCost(provider: HttpProvider, data: unknown): Pick<ProviderReply, 'costUsd'> {
  const usage = isRecord(data) && isRecord(data['usage']) ? data['usage'] : {};
  const { cost } = usage;
  return provider === 'openrouter' && typeof cost === 'number' && cost >= 0 ? { costUsd: cost } : {};
}

function tokens(usage: unknown): ProviderReply['tokens'] {
  const all = isRecord(usage) ? usage : {};
  const details = isRecord(all['prompt_tokens_details']) ? all['prompt_tokens_details'] : {};
  const cacheRead = count(details['cached_tokens']);
  return {
    input: Math.max(0, count(all['prompt_tokens']) - cacheRead),
    output: count(all['completion_tokens']),
    cacheRead,
    cacheWrite: 0,
  };
}

/** Some compatible servers answer with a list of text parts. */
function contentText(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content);
  return content.map((part) => (isRecord(part) ? textOf(part['text']) : '')).join('');
}

function record(value: unknown, otherwise: string): Record<string, unknown> {
  if (!isRecord(value)) throw new UnexpectedReply(otherwise);
  return value;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function count(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : 0;
}
