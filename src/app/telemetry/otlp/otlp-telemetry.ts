import { setTimeout as delay } from 'node:timers/promises';
import { version } from '../../../../package.json';
import type { SessionTelemetry, TelemetryOptions } from '../session-telemetry.ts';
import { chatMetrics } from './chat-metrics.ts';
import { LONGEST_MS, otlpProviders } from './exporters.ts';
import { RunSpans } from './run-spans.ts';

/** Returns the telemetry of one session, by the GenAI conventions: https://opentelemetry.io/docs/specs/semconv/gen-ai/ */
export function otlpTelemetry(options: TelemetryOptions): SessionTelemetry {
  const { traces, metrics } = otlpProviders(options.endpoint);
  const spans = new RunSpans(traces.getTracer('microfactory', version), options);
  const count = chatMetrics(metrics.getMeter('microfactory', version));
  return {
    exchange: (exchange) =>
      undisturbed(() => {
        spans.exchange(exchange);
        count(exchange);
      }),
    stepEnded: (step) => undisturbed(() => spans.stepEnded(step)),
    rested: (status) =>
      undisturbed(() => {
        spans.rested(status);
        traces.forceFlush().catch(() => undefined);
      }),
    close: async () => {
      undisturbed(() => spans.rested('cancelled'));
      const sent = Promise.allSettled([traces.shutdown(), metrics.shutdown()]);
      await Promise.race([sent, delay(LONGEST_MS, undefined, { ref: false })]);
    },
  };
}

/** What is told of a run must not be what it fails of. */
function undisturbed(tell: () => void): void {
  try {
    tell();
  } catch {
    // Nobody to tell: a span less.
  }
}
