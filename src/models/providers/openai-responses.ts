import type OpenAI from 'openai';
import type { Capabilities } from '../capabilities/capabilities.ts';
import { noChoices } from './choices.ts';
import { cacheKey } from './openai-chat.ts';
import { RESPONSES_FINISH, takeResponse, takeResponseEvent } from './openai-responses-answer.ts';
import { offeredNames, openAiSdk } from './openai-sdk.ts';
import type { ProviderClient, ProviderClientOptions, ProviderRequest } from './provider-client.ts';
import { emptyAnswer, readAnswer } from './read-answer.ts';
import { strictSchema } from './strict-schema.ts';
import { wholeMessages } from './whole-messages.ts';

type Body = OpenAI.Responses.ResponseCreateParams;

/** The API refuses a smaller limit. */
const LEAST_TOKENS = 16;

/** Returns a client of OpenAI's Responses API. */
export function openaiResponsesClient(options: ProviderClientOptions): ProviderClient {
  const connected = openAiSdk(options);
  return {
    async send(request, capabilities, signal) {
      const { openai, events } = await connected();
      const body = requestBody(options.model, request, capabilities);
      const wire = {
        streams: capabilities.stream,
        send: (ended: AbortSignal) => openai.responses.create(body, { signal: ended }).asResponse(),
        events,
        takeEvent: takeResponseEvent,
        takeWhole: takeResponse,
        finish: RESPONSES_FINISH,
        saysCost: false,
        idHeader: 'x-request-id',
      };
      return readAnswer(wire, emptyAnswer(noChoices()), request, signal);
    },
    modelNames: async (signal) => offeredNames(await connected(), signal),
  };
}

function requestBody(model: string, request: ProviderRequest, capabilities: Capabilities): Body {
  const { temperature, schema, maxTokens } = request;
  return {
    model,
    input: wholeMessages(request).map(({ role, content }) => ({ role, content })),
    max_output_tokens: Math.max(maxTokens, LEAST_TOKENS),
    // Nothing is asked for again by its id: prompts and answers need not stay with the provider.
    store: false,
    ...(capabilities.stream && { stream: true }),
    ...(capabilities.cacheKey && { prompt_cache_key: cacheKey(request) }),
    ...(capabilities.temperature && temperature !== undefined && { temperature }),
    ...(capabilities.schema &&
      schema !== undefined && {
        text: {
          format: {
            type: 'json_schema',
            name: schema.name,
            schema: strictSchema(schema.schema),
            strict: true,
          },
        },
      }),
  };
}
