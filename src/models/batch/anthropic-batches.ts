import type Anthropic from '@anthropic-ai/sdk';
import { MESSAGES_FINISH, takeMessage, takeMessageEvent } from '../providers/anthropic-answer.ts';
import { connectAnthropic, messagesBody } from '../providers/anthropic-messages.ts';
import type { ProviderClientOptions } from '../providers/provider-client.ts';
import type { BatchOutcome, BatchWire } from './batch-wire.ts';
import { refusal } from './refusal.ts';

type Params = Anthropic.Messages.BatchCreateParams.Request['params'];

/** Returns Anthropic's Message Batches. */
export function anthropicBatches(options: ProviderClientOptions): BatchWire {
  let client: Promise<Anthropic> | undefined;
  const connected = () => (client ??= connectAnthropic(options));
  return {
    bodyOf: (request, capabilities) => messagesBody(options.model, request, capabilities),
    answers: {
      takeEvent: takeMessageEvent,
      takeWhole: takeMessage,
      finish: MESSAGES_FINISH,
      saysCost: false,
      idHeader: 'request-id',
    },
    async submit(items) {
      const requests = items.map(({ id, body }) => ({ custom_id: id, params: body as Params }));
      return (await (await connected()).messages.batches.create({ requests })).id;
    },
    async outcomes(batchId) {
      const { batches } = (await connected()).messages;
      if ((await batches.retrieve(batchId)).processing_status !== 'ended') return undefined;
      const outcomes = new Map<string, BatchOutcome>();
      for await (const { custom_id: id, result } of await batches.results(batchId)) {
        outcomes.set(id, outcomeOf(result));
      }
      return outcomes;
    },
    async cancel(batchId) {
      await (await connected()).messages.batches.cancel(batchId);
    },
  };
}

/** A result has the error's type, not its status: https://platform.claude.com/docs/en/api/errors. */
const STATUS: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  timeout_error: 504,
  overloaded_error: 529,
};

function outcomeOf(result: Anthropic.Messages.MessageBatchResult): BatchOutcome {
  if (result.type === 'succeeded') return { kind: 'answer', data: result.message };
  if (result.type !== 'errored') return { kind: 'unanswered' };
  const { type, message } = result.error.error;
  return { kind: 'error', error: refusal(STATUS[type] ?? 500, message, type) };
}
