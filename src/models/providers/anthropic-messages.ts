import type Anthropic from '@anthropic-ai/sdk';
import type { Capabilities } from '../capabilities/capabilities.ts';
import { MESSAGES_FINISH, takeMessage, takeMessageEvent } from './anthropic-answer.ts';
import { promptOf } from './anthropic-prompt.ts';
import { noChoices } from './choices.ts';
import type { ProviderClient, ProviderClientOptions, ProviderRequest } from './provider-client.ts';
import { emptyAnswer, readAnswer } from './read-answer.ts';
import { strictSchema } from './strict-schema.ts';

type Body = Anthropic.MessageCreateParams;

interface Sdk {
  readonly anthropic: Anthropic;
  events(response: Response, controller: AbortController): AsyncIterable<unknown>;
}

/** Returns a client of Anthropic's Messages API. */
export function anthropicMessagesClient(options: ProviderClientOptions): ProviderClient {
  let sdk: Promise<Sdk> | undefined;
  const connected = () => (sdk ??= connect(options));
  return {
    async send(request, capabilities, signal) {
      const { anthropic, events } = await connected();
      const body = messagesBody(options.model, request, capabilities);
      const wire = {
        streams: capabilities.stream,
        // Not `messages.create`, which writes its advice about models to the terminal.
        send: (ended: AbortSignal) => anthropic.post('/v1/messages', { body, signal: ended }).asResponse(),
        events,
        takeEvent: takeMessageEvent,
        takeWhole: takeMessage,
        finish: MESSAGES_FINISH,
        saysCost: false,
        idHeader: 'request-id',
      };
      return readAnswer(wire, emptyAnswer(noChoices()), request, signal);
    },
    async modelNames(signal) {
      const { anthropic } = await connected();
      const page = await anthropic.models.list({}, { signal });
      return page.data.map((each) => each.id);
    },
  };
}

async function connect(options: ProviderClientOptions): Promise<Sdk> {
  const [anthropic, { Stream }] = await Promise.all([
    connectAnthropic(options),
    import('@anthropic-ai/sdk/streaming'),
  ]);
  return {
    anthropic,
    events: (response, controller) => Stream.fromSSEResponse(response, controller, anthropic),
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

/** Returns the body of a request. */
export function messagesBody(model: string, request: ProviderRequest, capabilities: Capabilities): Body {
  const { temperature, schema } = request;
  return {
    model,
    max_tokens: request.maxTokens,
    ...promptOf(request, capabilities.prefixCache === 'marked'),
    ...(capabilities.stream && { stream: true }),
    ...(capabilities.temperature && temperature !== undefined && { temperature }),
    ...(capabilities.schema &&
      schema !== undefined && {
        output_config: { format: { type: 'json_schema', schema: strictSchema(schema.schema) } },
      }),
  };
}
