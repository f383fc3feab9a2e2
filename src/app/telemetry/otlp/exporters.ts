import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { randomUUID } from 'node:crypto';
import { version } from '../../../../package.json';

/** An export with all its tries takes no longer: so long may a collector that is away keep the process, and no longer. */
export const LONGEST_MS = 2000;
const BETWEEN_METRICS_MS = 60_000;

export interface Providers {
  readonly traces: BasicTracerProvider;
  readonly metrics: MeterProvider;
}

/** Returns what sends spans and metrics by OTLP over HTTP, as JSON; nothing in the process is changed globally. */
export function otlpProviders(endpoint: string | undefined): Providers {
  const resource = defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': 'microfactory',
        'service.version': version,
        // Sessions of one process count for themselves.
        'service.instance.id': randomUUID(),
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
  const to = (path: string) => ({
    timeoutMillis: LONGEST_MS,
    ...(endpoint === undefined ? {} : { url: `${endpoint.replace(/\/+$/, '')}/${path}` }),
  });
  const spans = new BatchSpanProcessor(new OTLPTraceExporter(to('v1/traces')), {
    exportTimeoutMillis: LONGEST_MS,
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(to('v1/metrics')),
    exportIntervalMillis: BETWEEN_METRICS_MS,
    exportTimeoutMillis: LONGEST_MS,
  });
  return {
    traces: new BasicTracerProvider({ resource, spanProcessors: [spans] }),
    metrics: new MeterProvider({ resource, readers: [reader] }),
  };
}
