import type { Meter } from '@opentelemetry/api';
import type { Exchange } from '../../../engine/ports/exchange.ts';
import { commonAttributes } from './chat-attributes.ts';

/** The boundaries that the conventions advise: powers of 4 in tokens, doublings of 10 ms in seconds. */
const TOKENS = Array.from({ length: 14 }, (_, power) => 4 ** power);
const SECONDS = Array.from({ length: 14 }, (_, power) => 2 ** power / 100);

/** Returns what counts a request in the two metrics of the conventions. */
export function chatMetrics(meter: Meter): (exchange: Exchange) => void {
  const tokens = meter.createHistogram('gen_ai.client.token.usage', {
    unit: '{token}',
    description: 'Number of input and output tokens used.',
    advice: { explicitBucketBoundaries: TOKENS },
  });
  const duration = meter.createHistogram('gen_ai.client.operation.duration', {
    unit: 's',
    description: 'GenAI operation duration.',
    advice: { explicitBucketBoundaries: SECONDS },
  });
  return (exchange) => {
    const attributes = commonAttributes(exchange);
    duration.record(exchange.latencyMs / 1000, attributes);
    const usage = exchange.reply?.usage;
    if (usage === undefined) return;
    tokens.record(usage.input, { ...attributes, 'gen_ai.token.type': 'input' });
    tokens.record(usage.output, { ...attributes, 'gen_ai.token.type': 'output' });
  };
}
