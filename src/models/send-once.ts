import { MicrofactoryError } from '../engine/error.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Capabilities, CapabilityMemory, Parameter } from './capabilities/capabilities.ts';
import { refusedParameter } from './capabilities/refused-parameter.ts';
import { classifyModelError, type ErrorContext } from './errors/classify-model-error.ts';
import { symptomOf } from './errors/symptom.ts';
import { suggestModels } from './errors/suggest-models.ts';
import { withoutSecret } from './errors/without-secret.ts';
import type { Tell } from './limiter/lane.ts';
import type { ProviderClient, ProviderReply, ProviderRequest } from './providers/provider-client.ts';
import { limitedSignal, type PassedLimit, type RequestLimits } from './request-limits.ts';

export interface Attempt {
  readonly client: ProviderClient;
  readonly context: ErrorContext;
  readonly capabilities: CapabilityMemory;
  readonly clock: Clock;
  readonly warn: (sentence: string) => void;
  /** The total is that of requests that name none. */
  readonly limits: RequestLimits;
  readonly request: ProviderRequest;
  readonly signal: AbortSignal;
  /** Hears what a refusal says of the limits; what an answer says is in the reply. */
  readonly tell?: Tell;
}

/** Sends the request once, and again without a parameter that the model refuses. Throws MicrofactoryError only. */
export async function sendOnce(attempt: Attempt): Promise<ProviderReply> {
  const limits = { ...attempt.limits, totalMs: attempt.request.timeoutMs ?? attempt.limits.totalMs };
  const limited = limitedSignal(limits, attempt.signal, (passed) => stalled(attempt, limits, passed));
  const request = { ...attempt.request, onBytes: limited.heard };
  try {
    return await sendWithoutRefused({ ...attempt, request }, limited.signal);
  } catch (error) {
    if (attempt.signal.aborted) throw cancelled();
    // The SDKs have words of their own for a request that was ended.
    throw limited.signal.aborted ? limited.signal.reason : error;
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

function sent(request: ProviderRequest, known: Capabilities): Parameter[] {
  const parameters: Parameter[] = [known.tokensParameter];
  if (known.temperature && request.temperature !== undefined) parameters.push('temperature');
  if (known.seed && request.seed !== undefined) parameters.push('seed');
  if (known.schema && request.schema !== undefined) parameters.push('schema');
  if (known.stream) parameters.push('stream');
  if (known.stream && known.streamOptions) parameters.push('streamOptions');
  if (known.choices && (request.choices ?? 1) > 1) parameters.push('choices');
  if (known.cacheKey) parameters.push('cacheKey');
  if (known.prefixCache === 'marked') parameters.push('prefixCache');
  return parameters;
}

const DROPPED: Readonly<Partial<Record<Parameter, string>>> = {
  max_tokens: 'max_tokens: the limit is sent under its other name from now on',
  max_completion_tokens: 'max_completion_tokens: the limit is sent under its other name from now on',
  stream: 'streams: its answers are read whole from now on',
  streamOptions: 'stream_options: tokens of its answers are estimated where it does not count them',
  choices: 'n: each answer is asked for by itself from now on',
  cacheKey: 'prompt_cache_key: it is left out from now on',
  prefixCache: 'cache_control: the whole prompt is billed for each answer from now on',
};

function droppedSentence(model: string, parameter: Parameter): string {
  return `${model} does not take ${DROPPED[parameter] ?? `${parameter}: it is left out from now on`}.`;
}

function cancelled(): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: 'The request to the model was cancelled.' });
}

const STALLED: Readonly<Record<PassedLimit, (limits: RequestLimits) => string>> = {
  total: ({ totalMs }) =>
    `gave no complete answer within ${seconds(totalMs)}: raise request_timeout_seconds, resume later or choose a faster model`,
  idle: ({ idleMs }) =>
    `sent nothing for ${seconds(idleMs)} and was given up as stalled: raise idle_timeout_seconds, resume later or choose another model`,
};

function stalled({ context }: Attempt, limits: RequestLimits, passed: PassedLimit): MicrofactoryError {
  return new MicrofactoryError({
    code: 'model-stall',
    retryable: true,
    message: `${context.model} at ${withoutSecret(context.baseUrl, context.key)} ${STALLED[passed](limits)}.`,
  });
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}
