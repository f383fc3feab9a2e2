import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Attributes = Readonly<Record<string, unknown>>;

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** 2 is an error. */
  readonly status: number;
  readonly attributes: Attributes;
}

export interface ReceivedPoint {
  readonly metric: string;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly bounds: readonly number[];
  readonly attributes: Attributes;
}

export interface Collector {
  readonly url: string;
  /** Every body that came, as it was, with the header `authorization` before it. */
  readonly bodies: readonly string[];
  readonly paths: readonly string[];
  spans(): ReceivedSpan[];
  points(): ReceivedPoint[];
  /** Attributes of those who sent. */
  resource(): Attributes;
}

/** Starts a collector that takes OTLP over HTTP as JSON; with `silent` it takes the connection and never answers. */
export async function collector({ silent = false } = {}): Promise<Collector> {
  const bodies: string[] = [];
  const paths: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      paths.push(request.url ?? '');
      bodies.push(`${request.headers.authorization ?? ''}\n${body}`);
      if (!silent) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const received = () => bodies.map((body) => JSON.parse(body.slice(body.indexOf('\n') + 1)) as Batch);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    paths,
    spans: () =>
      received().flatMap(({ resourceSpans = [] }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(asSpan))),
      ),
    points: () =>
      received().flatMap(({ resourceMetrics = [] }) =>
        resourceMetrics.flatMap(({ scopeMetrics }) =>
          scopeMetrics.flatMap(({ metrics }) => metrics.flatMap(asPoints)),
        ),
      ),
    resource: () => {
      const [first] = received();
      const [sender] = first?.resourceSpans ?? first?.resourceMetrics ?? [];
      return attributesOf(sender?.resource.attributes);
    },
  };
}

/** The parts of https://opentelemetry.io/docs/specs/otlp/ that are looked at. */
interface Batch {
  readonly resourceSpans?: readonly (Sender & {
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  })[];
  readonly resourceMetrics?: readonly (Sender & {
    readonly scopeMetrics: readonly { readonly metrics: readonly WireMetric[] }[];
  })[];
}

interface Sender {
  readonly resource: { readonly attributes: readonly KeyValue[] };
}

interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
}

interface WireSpan extends Pick<ReceivedSpan, 'traceId' | 'spanId' | 'parentSpanId' | 'name' | 'kind'> {
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number };
  readonly attributes: readonly KeyValue[];
}

interface WireMetric {
  readonly name: string;
  readonly unit: string;
  readonly histogram: {
    readonly dataPoints: readonly {
      readonly count: number | string;
      readonly sum: number;
      readonly explicitBounds: readonly number[];
      readonly attributes: readonly KeyValue[];
    }[];
  };
}

function asSpan({ startTimeUnixNano, endTimeUnixNano, status, attributes, ...span }: WireSpan): ReceivedSpan {
  return {
    ...span,
    start: Number(BigInt(startTimeUnixNano) / 1_000_000n),
    end: Number(BigInt(endTimeUnixNano) / 1_000_000n),
    status: status.code ?? 0,
    attributes: attributesOf(attributes),
  };
}

function asPoints({ name, unit, histogram }: WireMetric): ReceivedPoint[] {
  return histogram.dataPoints.map(({ count, sum, explicitBounds, attributes }) => ({
    metric: name,
    unit,
    count: Number(count),
    sum,
    bounds: explicitBounds,
    attributes: attributesOf(attributes),
  }));
}

function attributesOf(pairs: readonly KeyValue[] = []): Attributes {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf({ stringValue, intValue, doubleValue, arrayValue }: AnyValue): unknown {
  if (arrayValue !== undefined) return arrayValue.values.map(valueOf);
  return stringValue ?? doubleValue ?? Number(intValue);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
