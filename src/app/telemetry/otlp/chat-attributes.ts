import type { AttributeValue, Attributes } from '@opentelemetry/api';
import type { Exchange } from '../../../engine/ports/exchange.ts';

/** Names of the conventions where they differ from ours; others are ours. https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/ */
const PROVIDER_NAMES: Readonly<Record<string, string>> = {
  'openai-responses': 'openai',
  gemini: 'gcp.gemini',
  xai: 'x_ai',
  azure: 'azure.ai.openai',
};

type Maybe = Readonly<Record<string, AttributeValue | undefined>>;

/** Returns what a request's metrics are told apart by. */
export function commonAttributes(exchange: Exchange): Attributes {
  const { provider, model, baseUrl, reply, failure } = exchange;
  return known({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': PROVIDER_NAMES[provider] ?? provider,
    'gen_ai.request.model': model || undefined,
    'gen_ai.response.model': reply?.model || undefined,
    ...serverOf(baseUrl),
    'error.type': failure && (failure.status === null ? failure.code : String(failure.status)),
  });
}

/** Returns what is told of a request by the conventions for generative AI, without what was said. */
export function chatAttributes(exchange: Exchange): Attributes {
  const { sent, reply, about, attempt, waitedMs, failure } = exchange;
  return {
    ...commonAttributes(exchange),
    ...known({
      'gen_ai.request.max_tokens': sent.maxTokens,
      'gen_ai.request.temperature': sent.temperature,
      'gen_ai.request.seed': sent.seed,
      'gen_ai.output.type': sent.schema === undefined ? 'text' : 'json',
      'gen_ai.response.id': reply?.requestId || undefined,
      'gen_ai.response.finish_reasons': reply && [reply.finish.raw ?? reply.finish.unified],
      'gen_ai.usage.input_tokens': reply?.usage.input,
      'gen_ai.usage.output_tokens': reply?.usage.output,
      'gen_ai.usage.cache_read.input_tokens': reply?.usage.cachedInput,
      'microfactory.purpose': about?.purpose,
      'microfactory.step.id': about?.stepId,
      'microfactory.role': about?.role,
      'microfactory.sample': about?.sampleIndex,
      'microfactory.attempt': attempt,
      'microfactory.waited_ms': waitedMs,
      'microfactory.cost_usd': reply?.costUsd,
      'microfactory.error.code': failure?.code,
    }),
  };
}

/** Returns what was asked and answered, in the conventions' form. */
export function contentAttributes({ messages, variation, reply }: Exchange): Attributes {
  const parts = messages.map(({ role, content }) => ({ role, parts: [textPart(content)] }));
  if (variation !== '') parts.at(-1)?.parts.push(textPart(variation));
  const answers = reply === undefined ? [] : [reply.text, ...(reply.others ?? [])];
  const finish_reason = reply?.finish.raw ?? reply?.finish.unified;
  return known({
    'gen_ai.input.messages': JSON.stringify(parts),
    'gen_ai.output.messages':
      reply &&
      JSON.stringify(answers.map((text) => ({ role: 'assistant', parts: [textPart(text)], finish_reason }))),
  });
}

function textPart(content: string) {
  return { type: 'text', content };
}

/** Models that are no server have no address. */
function serverOf(baseUrl: string): Maybe {
  if (!URL.canParse(baseUrl)) return {};
  const { hostname, port, protocol } = new URL(baseUrl);
  return { 'server.address': hostname, 'server.port': Number(port) || (protocol === 'http:' ? 80 : 443) };
}

function known(attributes: Maybe): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
