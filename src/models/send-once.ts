import { MicrofactoryError } from '../engine/error.ts';
import type { ChatRequest } from '../engine/ports/chat-model.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Capabilities, CapabilityMemory, Parameter } from './capabilities/capabilities.ts';
import { refusedParameter } from './capabilities/refused-parameter.ts';
import { classifyModelError, type ErrorContext } from './errors/classify-model-error.ts';
import { symptomOf } from './errors/symptom.ts';
import { suggestModels } from './errors/suggest-models.ts';
import { withoutSecret } from './errors/without-secret.ts';
import type { Tell } from './limiter/lane.ts';
import type { ProviderClient, ProviderReply } from './providers/provider-client.ts';
import { limitedSignal } from './total-timeout.ts';

export interface Attempt {
  readonly client: ProviderClient;
  readonly context: ErrorContext;
  readonly capabilities: CapabilityMemory;
  readonly clock: Clock;
  readonly warn: (sentence: string) => void;
  readonly timeoutMs: number;
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  /** Hears what a refusal says of the limits; what an answer says is in the reply. */
  readonly tell?: Tell;
}

/** Sends the request once, and again without a parameter that the model refuses. Throws MicrofactoryError only. */
export async function sendOnce(attempt: Attempt): Promise<ProviderReply> {
  const limited = limitedSignal(attempt.request.timeoutMs ?? attempt.timeoutMs, attempt.signal);
  try {
    return await sendWithoutRefused(attempt, limited.signal);
  } catch (error) {
    if (attempt.signal.aborted) throw cancelled();
    if (limited.timedOut()) throw timedOut(attempt);
    throw error;
  } finally {
    limited.release();
  }
}

async function sendWithoutRefused(attempt: Attempt, signal: AbortSignal): Promise<ProviderReply> {
  const { client, context, capabilities, request } = attempt;
  for (;;) {
    const known = capabilities.known(context);
    try {
      return await client.send(request, known, signal);
    } catch (error) {
      // Whoever lends a model has classified already what went wrong with it.
      if (error instanceof MicrofactoryError) throw error;
      const symptom = symptomOf(error, attempt.clock.now());
      // Where the server names a time to wait, that is its word.
      if (symptom.retryAfterMs === undefined) attempt.tell?.({ limits: symptom.limits });
      const refused = refusedParameter(symptom, sent(request, known));
      if (refused !== undefined && capabilities.refuse(context, refused)) {
        attempt.warn(droppedSentence(context.model, refused));
        continue;
      }
      const classified = classifyModelError(error, symptom, context);
      throw symptom.status === 404
        ? await suggestModels({ error: classified, client, context, signal })
        : classified;
    }
  }
}

function sent(request: ChatRequest, known: Capabilities): Parameter[] {
  const parameters: Parameter[] = [known.tokensParameter];
  if (known.temperature && request.temperature !== undefined) parameters.push('temperature');
  if (known.seed && request.seed !== undefined) parameters.push('seed');
  if (known.schema && request.schema !== undefined) parameters.push('schema');
  return parameters;
}

function droppedSentence(model: string, parameter: Parameter): string {
  const isTokens = parameter === 'max_tokens' || parameter === 'max_completion_tokens';
  return isTokens
    ? `${model} does not take ${parameter}: the limit is sent under its other name from now on.`
    : `${model} does not take ${parameter}: it is left out from now on.`;
}

function cancelled(): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: 'The request to the model was cancelled.' });
}

function timedOut({ context, request, timeoutMs }: Attempt): MicrofactoryError {
  const seconds = Math.round((request.timeoutMs ?? timeoutMs) / 1000);
  return new MicrofactoryError({
    code: 'model-stall',
    retryable: true,
    message: `${context.model} at ${withoutSecret(context.baseUrl, context.key)} gave no complete answer within ${seconds} s: resume later or choose a faster model.`,
  });
}
