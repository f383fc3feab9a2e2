import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that writes the bytes of a stream as a test says: what no well-behaved mock does. */
export interface StreamServer {
  readonly url: string;
  /** The bodies of all requests so far. */
  readonly bodies: readonly Readonly<Record<string, unknown>>[];
  /** Resolves when a client has closed its connection before the answer was at its end. */
  readonly closed: Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server on a free loopback port; `write` gets each response with its number, counted from 0. */
export async function startStreamServer(
  write: (response: ServerResponse, index: number) => void,
): Promise<StreamServer> {
  const bodies: Record<string, unknown>[] = [];
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      response.on('close', () => {
        if (!response.writableEnded) close();
      });
      bodies.push(body);
      write(response, bodies.length - 1);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    closed,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>;
}

/** Writes events of a stream, and begins it when it was not begun; named ones as Anthropic and Responses name them. */
export function writeEvents(response: ServerResponse, events: readonly object[]): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of events) {
    const name = 'type' in event ? `event: ${String(event.type)}\n` : '';
    response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
  }
}
