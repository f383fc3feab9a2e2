import { createHash } from 'node:crypto';
import type OpenAI from 'openai';
import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import { noChoices } from './choices.ts';
import { CHAT_FINISH, takeChatChunk, takeChatCompletion } from './openai-chat-answer.ts';
import { offeredNames, openAiSdk } from './openai-sdk.ts';
import type { ProviderClient, ProviderClientOptions, ProviderRequest } from './provider-client.ts';
import { emptyAnswer, readAnswer } from './read-answer.ts';
import { strictSchema } from './strict-schema.ts';
import { wholeMessages } from './whole-messages.ts';

type Body = OpenAI.ChatCompletionCreateParams;

/** Returns a client of Chat Completions: OpenAI's own and every server of that form. */
export function openaiChatClient(options: ProviderClientOptions): ProviderClient {
  const connected = openAiSdk(options);
  return {
    async send(request, capabilities, signal) {
      const { openai, events } = await connected();
      const body = chatBody(options.model, request, capabilities);
      const wire = {
        streams: capabilities.stream,
        send: (ended: AbortSignal) => openai.chat.completions.create(body, { signal: ended }).asResponse(),
        events,
        takeEvent: takeChatChunk,
        takeWhole: takeChatCompletion,
        finish: CHAT_FINISH,
        // OpenRouter says with each answer what it cost; a field of that name means nothing elsewhere.
        saysCost: options.provider === 'openrouter',
        idHeader: 'x-request-id',
      };
      return readAnswer(wire, emptyAnswer(noChoices()), request, signal);
    },
    modelNames: async (signal) => offeredNames(await connected(), signal),
  };
}

/** Returns the body of a request. */
export function chatBody(model: string, request: ProviderRequest, capabilities: Capabilities): Body {
  const { temperature, seed, schema, choices = 1 } = request;
  const { stream } = capabilities;
  return {
    model,
    messages: wholeMessages(request).map(({ role, content }) => ({ role, content })),
    [capabilities.tokensParameter]: request.maxTokens,
    ...(stream && { stream }),
    ...(stream && capabilities.streamOptions && { stream_options: { include_usage: true } }),
    ...(capabilities.choices && choices > 1 && { n: choices }),
    ...(capabilities.cacheKey && { prompt_cache_key: cacheKey(request) }),
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

/**
 * Returns the same name for all samples of a step, so that they reach the machine that has read their prompt
 * (https://developers.openai.com/api/docs/guides/prompt-caching).
 */
export function cacheKey({ messages }: Pick<ChatRequest, 'messages'>): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('hex').slice(0, 32);
}
